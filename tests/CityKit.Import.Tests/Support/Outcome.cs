using System.Globalization;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Import.Surveys;
using NodaTime;

namespace CityKit.Import.Tests.Support;

/// <summary>Imports a file as the tool does, and says in one line what became of it, word for word.</summary>
internal static class Outcome
{
    internal static readonly SurveyOptions Options = new() { Name = "survey", On = new LocalDate(2026, 7, 1) };

    internal static async Task<string> OfAsync(string path, SurveyOptions options)
    {
        using var file = SurveyFile.Open(path, out var refusal, options.Limits);
        if (file is null) return Refused(refusal!);
        await using var store = new InMemoryComponentStore();
        using var rejects = new MemoryStream();
        var result = await new SurveyImport(store, options with { Format = file.Format }, TimeProvider.System)
            .RunAsync(file.Content, rejects);
        List<string> said = [];
        await foreach (var entry in store.ReadLastAsync())
            if (said.Count == 0) said.Add($"{result.Mark!.Accepted} taken: {Of(entry.After)}");
        rejects.Position = 0;
        using var lines = new StreamReader(rejects);
        said.AddRange(lines.ReadToEnd().Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1));
        if (result.Refusal is { } wrong) said.Add(Refused(wrong));
        said.AddRange(result.Notes.Select(note => $"note: {note.En} / {note.Zh}"));
        return string.Join(" | ", said);
    }

    private static string Of(Component component) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{component.Id} {component.Name} {component.FirstSurveyed:uuuu-MM-dd} {component.Location.Longitude:0.#####} {component.Location.Latitude:0.#####}");

    private static string Refused(Refusal refusal) => $"{refusal.Code}: {refusal.Message.En} / {refusal.Message.Zh}";
}
