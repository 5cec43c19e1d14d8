using System.Text;
using CityKit.Core;
using CityKit.Import.Tables;

namespace CityKit.Import.Maps;

/// <summary>Reads grids from the rows of a table with shapes.</summary>
internal static class GridTableReader
{
    private const int ShortName = 10; // a .dbf column's name is cut there

    /// <summary>Reads a table to its end. A feature's index is its row's number less one.</summary>
    internal static GridReadResult Read(TableReader table, GeoJsonGridOptions options, PlaceConversionSearch conversions)
    {
        var collected = new GridCollector(options);
        var roles = table.Columns.Select(column => RolesOf(column, options)).ToArray();
        if (table.Broken is { } broken) collected.AddFileProblem(broken);
        else if (!roles.Any(role => role.HasFlag(FeatureRoles.Code))) collected.AddFileProblem(NoColumn(table, options));
        else if (conversions(table.System, out var refusal) is { } convert) ReadRows(table, options, collected, roles, convert);
        else collected.AddFileProblem(refusal!);
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
        if (table.Broken is { } broken) collected.AddFileProblem(broken);
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

    private static Refusal NoColumn(TableReader table, GeoJsonGridOptions options) => Refusal.Of("no-code",
        $"There is no column '{options.CodeProperty}' with codes; there are {string.Join(", ", table.Columns)}.",
        $"没有代码列“{options.CodeProperty}”；现有列：{string.Join("、", table.Columns)}。");
}
