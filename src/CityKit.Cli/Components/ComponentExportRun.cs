using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Import.Exports;
using NodaTime.Extensions;

namespace CityKit.Cli.Components;

/// <summary><c>component export</c>: what fits, as a file that others read and a survey can be read from.</summary>
internal static class ComponentExportRun
{
    private static readonly (string Ending, ExportFormat Format)[] Endings =
    [
        (".geojson", ExportFormat.GeoJson), (".json", ExportFormat.GeoJson), (".geojsonl", ExportFormat.GeoJsonSequence),
            (".geojsonseq", ExportFormat.GeoJsonSequence),
        (".ndjson", ExportFormat.GeoJsonSequence), (".csv", ExportFormat.Csv), (".gpkg", ExportFormat.GeoPackage),
    ];

    internal static async Task<int> RunAsync(Terminal terminal, string database, ComponentQuery query, string to, CancellationToken cancel)
    {
        var format = FormatOf(to);
        await using var registry = await ComponentOptions.OpenAsync(database, cancel).ConfigureAwait(false);
        try
        {
            var found = registry.ReadAsync(query, cancel);
            var count = format == ExportFormat.GeoPackage
                ? await ComponentExport.WriteGeoPackageAsync(found, to, terminal.Time.GetUtcNow().ToInstant(), cancel).ConfigureAwait(false)
                : await WriteAsync(found, to, format, cancel).ConfigureAwait(false);
            terminal.Error.WriteLine($"{count} components in {to}. 已导出 {count} 个部件。");
            return ExitCode.Done;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"{to} cannot be written: {refused.Message} 无法写入 {to}。");
        }
    }

    // Beside its place first, so that the file there is always whole.
    private static async Task<long> WriteAsync(IAsyncEnumerable<Component> found, string to, ExportFormat format, CancellationToken cancel)
    {
        var begun = $"{to}.{Environment.ProcessId}";
        try
        {
            long count;
            await using (var file = File.Create(begun)) count = await ComponentExport.WriteAsync(found, file, format, cancel)
                .ConfigureAwait(false);
            File.Move(begun, to, overwrite: true);
            return count;
        }
        finally
        {
            File.Delete(begun);
        }
    }

    private static ExportFormat FormatOf(string path)
    {
        foreach (var (ending, format) in Endings)
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) return format;
        var known = Endings.Select(each => each.Ending).ToArray();
        throw new ToolException($"--to {path}: the name ends with {string.Join(", ", known)}. "
            + $"--to {path}：文件名须以 {string.Join("、", known)} 结尾。");
    }
}
