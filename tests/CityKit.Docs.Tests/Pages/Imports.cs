using CityKit.Components.Registry;
using CityKit.Import.Previews;
using CityKit.Import.Surveys;

namespace CityKit.Docs.Tests.Pages;

/// <summary>What docs/imports.md shows.</summary>
internal static class Imports
{
    internal static async Task<SurveyResult> OfAsync(IComponentStore store, SurveyOptions options)
    {
        var preview = SurveyPreview.Read(() => SurveyFile.Open("lamps.xlsx", out _)!, options);   // guessed
        await File.WriteAllBytesAsync("lamps.json", preview.Mapping.Write());                     // to be edited

        var mapping = SurveyMapping.Read(await File.ReadAllBytesAsync("lamps.json"), out var errors) ?? throw new InvalidDataException(errors.ToString());
        using var file = SurveyFile.Open("lamps.xlsx", out var refusal) ?? throw new InvalidDataException(refusal!.Message.En);
        var result = await new SurveyImport(store, mapping.ApplyTo(options), TimeProvider.System).RunAsync(file.Content);
        return result;
    }
}
