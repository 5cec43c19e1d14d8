using CityKit.Components.Registry;
using CityKit.Import.Surveys;

namespace CityKit.Import.Previews;

/// <summary>Collects a file's own words for classes and states, which need one of the standard's for each.</summary>
internal sealed class OwnWords
{
    private const int MostRows = 20_000;
    private const int MostWords = 200;
    private const int MostCharacters = 100;

    private static readonly (SurveyField Field, Func<string, bool> IsKnown)[] Fields =
    [
        (SurveyField.Class, word => word.Length is 4 or 5 && word.All(char.IsAsciiDigit)),
        (SurveyField.State, word => ComponentTerms.TryReadState(word, out _)),
    ];

    private readonly Dictionary<SurveyField, SortedSet<string>> words =
        Fields.ToDictionary(known => known.Field, _ => new SortedSet<string>(StringComparer.Ordinal));

    private OwnWords()
    {
    }

    /// <summary>The mapping with the words of the first rows listed, what each stands for left open; without them where all are
    /// known.</summary>
    internal static SurveyMapping List(Func<SurveyFile> open, SurveyMapping mapping)
    {
        var own = new OwnWords();
        var options = mapping.ApplyTo(new SurveyOptions { Name = "preview", On = default, RowsOfCommit = MostRows, TakesAnyPlace = true });
        using var file = open();
        using var batches = new SurveyBatches(file.Content, options) { Seen = (row, _, _) => own.Add(row) };
        if (batches.Begin() is null) batches.Next();
        return Fields.Aggregate(mapping, (listed, field) => own.Listed(listed, field.Field, field.IsKnown));
    }

    private void Add(SurveyRow row)
    {
        foreach (var (field, found) in words)
            if (found.Count < MostWords && row.Text(field) is { Length: > 0 and <= MostCharacters } word) found.Add(word);
    }

    private SurveyMapping Listed(SurveyMapping mapping, SurveyField field, Func<string, bool> isKnown)
    {
        if (mapping.Fields.GetValueOrDefault(field) is not { Column: not null } source || words[field].All(isKnown)) return mapping;
        var values = words[field].Select(word => KeyValuePair.Create(word, isKnown(word) ? word : FieldSource.ToBeGiven));
        return mapping with { Fields = mapping.Fields.SetItem(field, source.With(values)) };
    }
}
