using System.Text;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Import.Surveys;

namespace CityKit.Import.Resurveys;

/// <summary>
/// The rows of a re-survey that have no identifier but their owner's own id (原标识码). They wait in a temporary file while the registry is
/// read through once; in memory are less than 100 bytes for each, however large the registry is.
/// </summary>
internal sealed class ExternalRows(SurveyOptions options) : IDisposable
{
    private const int Buffer = 64 << 10;

    private readonly Dictionary<UInt128, Match> matches = [];
    private FileStream? file;

    /// <summary>Takes a row in; false when an earlier one has the same class and external id.</summary>
    internal bool TryAdd(in SurveyedRow row)
    {
        if (!matches.TryAdd(KeyOf(row), default)) return false;
        file ??= new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, Buffer,
            FileOptions.DeleteOnClose);
        file.Write(DiffJson.Of(new DiffLine(row.Number, DiffKind.New, default, row.Class, 0, 0, []) { Found = FoundCells.Of(row) }));
        return true;
    }

    /// <summary>Reads the registry for the rows' components.</summary>
    internal async Task MatchAsync(IComponentStore store, CancellationToken cancellationToken)
    {
        if (matches.Count == 0) return;
        await foreach (var (key, id) in ExternalIds.OfAsync(store, cancellationToken).ConfigureAwait(false))
            if (matches.TryGetValue(key, out var before)) matches[key] = new Match(id, before.Id);
    }

    /// <summary>
    /// The rows in the order of the file, with the component that the registry has for each: <c>default</c> when none; the row names two
    /// when there is another.
    /// </summary>
    internal IEnumerable<(SurveyedRow Row, ComponentId Id, ComponentId Other)> Matched()
    {
        if (file is null) yield break;
        file.Position = 0;
        using var lines = new StreamReader(file, Encoding.UTF8, leaveOpen: true);
        var parser = new SurveyParser(new SurveyOptions { Name = options.Name, On = options.On });
        while (lines.ReadLine() is { } line)
        {
            var row = parser.Read(FoundCells.Row(DiffJson.ReadLine(Encoding.UTF8.GetBytes(line))!), out _, isPartial: true);
            var match = matches[KeyOf(row)];
            yield return (row, match.Id, match.Other);
        }
    }

    public void Dispose() => file?.Dispose();

    private static UInt128 KeyOf(in SurveyedRow row) => ExternalIds.KeyOf(row.Class, row.Component.ExternalId);

    private readonly record struct Match(ComponentId Id, ComponentId Other);
}
