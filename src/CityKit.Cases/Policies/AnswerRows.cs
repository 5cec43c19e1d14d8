using System.Text.Json;
using CityKit.Cases.Text;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>Reads and writes the texts of a policy that people use again and again.</summary>
internal static class AnswerRows
{
    private const int MaxText = 500;

    internal static AnswerRow[] Read(ConfigReader reader, IReadOnlyList<string> dismissals) =>
        [.. reader.Objects("answers", AnswerRow.MaxRows, required: false).Select(item => ReadRow(item, dismissals))];

    internal static void Write(Utf8JsonWriter json, IReadOnlyList<AnswerRow> rows) => ConfigJson.Objects(json, "answers", rows, row =>
    {
        json.WriteString("for", row.For);
        ConfigJson.TextIfAny(json, "class", row.Class?.ToString());
        ConfigJson.TextIfAny(json, "because", row.Because);
        json.WriteString("zh", row.Text.Zh);
        json.WriteString("en", row.Text.En);
    });

    private static AnswerRow ReadRow(ConfigReader item, IReadOnlyList<string> dismissals)
    {
        var use = item.Word("for", (AnswerRow.Dismiss, AnswerRow.Dismiss), (AnswerRow.Comment, AnswerRow.Comment),
            (AnswerRow.Reason, AnswerRow.Reason), (AnswerRow.Reply, AnswerRow.Reply));
        var row = new AnswerRow(use ?? AnswerRow.Reason, new LocalizedText(item.Text("zh", MaxText), item.Text("en", MaxText)))
        {
            Class = item.Has("class") ? item.Parsed<ClassKey>("class", ConfigForms.Class) : null,
            Because = item.TextOrNull("because", 64),
            At = item.Place,
        };
        if (row.Because is { } because && !(row.For == AnswerRow.Dismiss && dismissals.Contains(because)))
            item.Reject("because", new("dismissals 之一，并与 for: dismiss 同用", "one of 'dismissals', beside 'for': 'dismiss'"),
                NearMiss.Of(because, dismissals), LocalizedText.Values($"'{because}'"));
        item.Close();
        return row;
    }
}
