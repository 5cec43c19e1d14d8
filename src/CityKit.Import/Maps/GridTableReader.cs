using System.Text;
using CityKit.Import.Tables;

namespace CityKit.Import.Maps;

/// <summary>Reads grids from the rows of a table with shapes.</summary>
internal static class GridTableReader
{
    private const int ShortName = 10; // a .dbf column's name is cut there

    /// <summary>Reads a table to its end. A feature's index is its row's number less one.</summary>
    internal static GridReadResult Read(TableReader table, GeoJsonGridOptions options, Func<string?, PlaceConversion?> conversions)
    {
        var collected = new GridCollector(options);
        var roles = table.Columns.Select(column => RolesOf(column, options)).ToArray();
        if (table.Broken is not null) AddBroken(table, collected);
        else if (!roles.Any(role => role.HasFlag(FeatureRoles.Code))) AddNoColumn(table, options, collected);
        else if (conversions(table.System) is { } convert) ReadRows(table, options, collected, roles, convert);
        else collected.AddFileProblem("crs", $"The file's coordinate system is not converted here: {table.System}. Give the file in WGS84 or CGCS2000 degrees.", $"无法换算文件的坐标系：{table.System}。请提供 WGS84 或 CGCS2000 经纬度的文件。");
        return GridMapCheck.Validate(collected.Result(), options.Repair);
    }

    private static void ReadRows(TableReader table, GeoJsonGridOptions options, GridCollector collected, FeatureRoles[] roles, PlaceConversion convert)
    {
        for (var rows = 0; table.Next(); rows++)
        {
            if (rows >= options.MaxFeatures)
            {
                collected.AddLimit();
                return;
            }
            collected.Add((int)Math.Min(table.Number - 1, int.MaxValue), PartsOf(table, roles), table, convert);
        }
        if (table.Broken is not null) AddBroken(table, collected);
    }

    private static FeatureParts PartsOf(TableReader table, FeatureRoles[] roles)
    {
        var parts = default(FeatureParts);
        for (var column = 0; column < roles.Length; column++)
            if (roles[column] != FeatureRoles.None && Encoding.UTF8.GetString(table[column]) is var text) parts = parts.With(roles[column], text, text is "true" or "1");
        return parts;
    }

    private static FeatureRoles RolesOf(string column, GeoJsonGridOptions options)
    {
        var roles = FeatureRoles.None;
        foreach (var (property, role) in options.Roles())
            if (IsNamed(column, property)) roles |= role;
        return roles;
    }

    private static bool IsNamed(string column, string property) => column.Equals(property, StringComparison.OrdinalIgnoreCase)
        || (column.Length == ShortName && property.StartsWith(column, StringComparison.OrdinalIgnoreCase));

    private static void AddBroken(TableReader table, GridCollector collected) => collected.AddFileProblem(table.Broken!.Code, table.Broken.Message.En, table.Broken.Message.Zh);

    private static void AddNoColumn(TableReader table, GeoJsonGridOptions options, GridCollector collected) => collected.AddFileProblem(
        "no-code", $"There is no column '{options.CodeProperty}' with codes; there are {string.Join(", ", table.Columns)}.", $"没有代码列“{options.CodeProperty}”；现有列：{string.Join("、", table.Columns)}。");
}
