using CityKit.Components.Registry;
using CityKit.Shared.Sqlite;
using NodaTime;

namespace CityKit.Sqlite;

/// <summary>What questions ask by, as it is written beside the entries: the columns from <c>state</c> on, in the order of the table.</summary>
internal sealed class SummaryColumns(SqliteFile file)
{
    /// <summary>The columns, for an insert or an update by row value.</summary>
    internal const string Names = "state, longitude, latitude, grid, department, owner, maintainer, surveyed, changed, last, external";

    /// <summary>Their parameters.</summary>
    internal const string Values = "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13";

    private readonly NameTable bodies = new(file, "bodies");
    private readonly NameTable grids = new(file, "grids");

    internal SqliteStatement Bind(SqliteStatement statement, ComponentEvent entry)
    {
        var of = ComponentSummary.Of(entry);
        return statement.Bind(3, (long)of.State).Bind(4, of.Location.Longitude).Bind(5, of.Location.Latitude)
            .Bind(6, of.Grid == default ? 0 : grids.Of(of.Grid.ToString(), ""))
            .Bind(7, NumberOf(of.Department)).Bind(8, NumberOf(of.Owner)).Bind(9, NumberOf(of.Maintainer))
            .Bind(10, DayNumber(of.FirstSurveyed)).Bind(11, of.Changed is { } changed ? DayNumber(changed) : 0).Bind(12, DayNumber(of.LastEntry))
            .Bind(13, of.ExternalId is { Length: > 0 } external ? external : null);
    }

    /// <summary>Forgets numbers that may have been rolled back.</summary>
    internal void Forget()
    {
        bodies.Forget();
        grids.Forget();
    }

    /// <summary>A day as yyyymmdd in one number; days compare as their numbers do.</summary>
    internal static long DayNumber(LocalDate day) => day.Year * 10_000L + day.Month * 100 + day.Day;

    internal static LocalDate DayOf(long number) => new((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));

    private long NumberOf(ResponsibleBody? body) => body is null ? 0 : bodies.Of(body.Name, body.Code?.Value ?? "");
}
