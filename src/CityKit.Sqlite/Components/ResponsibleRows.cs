using CityKit.Components.Registry;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The bodies that a number of <see cref="ResponsibleNumbers"/> stands for.</summary>
internal sealed class ResponsibleRows
{
    private readonly NumberedRows<ResponsibleBody> bodies;
    private readonly NumberedRows<(ResponsibleBody? Department, ResponsibleBody? Owner, ResponsibleBody? Maintainer)> threes;

    internal ResponsibleRows(SqliteFile file)
    {
        bodies = new NumberedRows<ResponsibleBody>(file, "bodies", "name, code", row => ResponsibleBody.OfStored(row.Text(0), row.Text(1)));
        threes = new(file, "responsible", "department, owner, maintainer",
            row => (bodies.Of(row.Int64(0)), bodies.Of(row.Int64(1)), bodies.Of(row.Int64(2))));
    }

    internal (ResponsibleBody? Department, ResponsibleBody? Owner, ResponsibleBody? Maintainer) Of(long number) => threes.Of(number);
}
