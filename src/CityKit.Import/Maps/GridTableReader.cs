using System.Text;
using CityKit.Core;
using CityKit.Import.Tables;

namespace CityKit.Import.Maps;

/// <summary>Reads grids from the rows of a table with shapes.</summary>
internal static class GridTableReader
{
    private const int ShortName = 10; // a .dbf column's name is cut there

    /// <summary>Reads a table to its end.</summary>
    internal static GridReadResult Read(TableReader table, GeoJsonGridOptions options)
    {
        var collected = new GridCollector(options);
        var roles = table.Columns.Select(column => RolesOf(column.Trim(), options)).ToArray();
        if (table.Broken is { } broken) collected.AddFileProblem(broken);
        else if (!roles.Any(role => role.HasFlag(FeatureRoles.Code))) collected.AddFileProblem(NoColumn(table, options));
        else ReadRows(table, options, collected, roles);
        return GridMapCheck.Validate(collected.Result(), options.Repair);
    }

    private static void ReadRows(TableReader table, GeoJsonGridOptions options, GridCollector collected, FeatureRoles[] roles)
    {
        collected.State(table.System);
        while (!collected.IsRefused && table.Next())
        {
            if (collected.Count >= options.MaxFeatures)
            {
                collected.AddLimit();
                return;
            }
            collected.Add(PartsOf(table, roles), table);
        }
        if (table.Broken is { } broken) collected.AddFileProblem(broken);
    }

    /// <summary>Whether these columns are a map's, so that the row of their names is the header.</summary>
    internal static bool IsHeader(IReadOnlyList<string> columns, GeoJsonGridOptions options) =>
        WktTable.ColumnIn(columns) >= 0 && columns.Any(column => RolesOf(column.Trim(), options).HasFlag(FeatureRoles.Code));

    private static FeatureParts PartsOf(TableReader table, FeatureRoles[] roles)
    {
        var parts = default(FeatureParts);
        for (var column = 0; column < roles.Length; column++)
            if (roles[column] != FeatureRoles.None && Encoding.UTF8.GetString(table[column]) is var text)
                parts = parts.With(roles[column], text, text is "true" or "1");
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
