using System.Runtime.CompilerServices;
using CityKit.Components.Registry;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Numbers the bodies that answer for a component, three at a time: there are some hundred such threes in a city.</summary>
internal sealed class ResponsibleNumbers(SqliteFile file)
{
    private const int RecentSlots = 64;

    private readonly NumberTable<(string Name, string Code)> bodies = new(file, "bodies", ["name", "code"],
        (statement, body) => statement.Bind(1, body.Name).Bind(2, body.Code));
    private readonly NumberTable<(long, long, long)> threes = new(file, "responsible", ["department", "owner", "maintainer"],
        (statement, three) => statement.Bind(1, three.Item1).Bind(2, three.Item2).Bind(3, three.Item3));
    private readonly (ResponsibleBody? Department, ResponsibleBody? Owner, ResponsibleBody? Maintainer, long Number)[] recent =
        new (ResponsibleBody?, ResponsibleBody?, ResponsibleBody?, long)[RecentSlots];

    internal long Of(ResponsibleBody department, ResponsibleBody? owner, ResponsibleBody? maintainer)
    {
        ref var slot = ref recent[SlotOf(department, owner, maintainer)];
        if (slot.Department != department || slot.Owner != owner || slot.Maintainer != maintainer)
            slot = (department, owner, maintainer, threes.Of((BodyOf(department), BodyOf(owner), BodyOf(maintainer))));
        return slot.Number;
    }

    /// <summary>Forgets numbers that may have been rolled back.</summary>
    internal void Forget()
    {
        bodies.Forget();
        threes.Forget();
        Array.Clear(recent);
    }

    private long BodyOf(ResponsibleBody? body) => body is null ? 0 : bodies.Of((body.Name, body.Code?.Value ?? ""));

    // A reader of files makes one object of each text: which it is gives the slot without a look at its letters.
    private static int SlotOf(ResponsibleBody department, ResponsibleBody? owner, ResponsibleBody? maintainer) =>
        (Number(department) + 3 * Number(owner) + 5 * Number(maintainer)) & RecentSlots - 1;

    private static int Number(ResponsibleBody? body) => RuntimeHelpers.GetHashCode(body?.Name);
}
