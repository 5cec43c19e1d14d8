using CityKit.Components.Catalogues;
using CityKit.Grids.Maps;
using CityKit.Import.Surveys;
using CityKit.Sqlite;
using NodaTime;

namespace CityKit.Samples.City;

/// <summary>Takes the workbook of trees in, by its mapping file; one that is in already stays as it is.</summary>
internal sealed class TreeSurvey(string folder, GridMap map, ClassCatalogue catalogue)
{
    private const string Workbook = "street-trees.xlsx";

    /// <exception cref="InvalidDataException">A file cannot be used.</exception>
    internal async Task<TreeCounts> RunAsync(string database)
    {
        using var file = SurveyFile.Open(Path.Combine(folder, "data", Workbook), out var refusal)
            ?? throw new InvalidDataException($"{refusal!.Message}");
        await using var store = new SqliteComponentStore(database);
        await store.OpenAsync();
        await using var rejects = new FileStream(Path.ChangeExtension(database, ".rejects.csv"), FileMode.OpenOrCreate);
        var result = await new SurveyImport(store, ReadMapping().ApplyTo(Options()), TimeProvider.System).RunAsync(file.Content, rejects);
        return CountsOf(result.OrThrow().Accepted, rejects);
    }

    private SurveyOptions Options() => new() { Name = Workbook, On = new LocalDate(2018, 11, 25), UnitGrids = map, Catalogue = catalogue };

    private SurveyMapping ReadMapping() =>
        SurveyMapping.Read(File.ReadAllBytes(Path.Combine(folder, "mappings", "street-trees.json")), out var errors)
        ?? throw new InvalidDataException($"{errors}");

    private static TreeCounts CountsOf(long accepted, Stream rejects)
    {
        rejects.Position = 0;
        using var reader = new StreamReader(rejects);
        var lines = reader.ReadToEnd().Split('\n');
        return new TreeCounts(accepted, Count("the position is missing"), Count("no grid of the map holds"));

        int Count(string reason) => lines.Count(line => line.Contains(reason, StringComparison.Ordinal));
    }
}
