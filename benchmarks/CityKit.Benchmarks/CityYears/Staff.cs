using CityKit.Cases;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>People of one role: each does one thing after another within his shift, and the one who can begin first does it.</summary>
internal sealed class Staff
{
    private readonly (Actor Actor, Shift Shift)[] people;
    private readonly Instant[] free;

    /// <param name="role">The role.</param>
    /// <param name="body">Whose people they are.</param>
    /// <param name="shifts">A shift for each.</param>
    internal Staff(Role role, string body, IEnumerable<Shift> shifts)
    {
        people = [.. shifts.Select((shift, i) => (Actor.Of($"{role.Name}-{i + 1}", body, role), shift))];
        free = new Instant[people.Length];
    }

    /// <summary>Gives a task to who can begin it first.</summary>
    /// <returns>Who, and when it is done.</returns>
    internal (Actor Actor, Instant Done) Take(Instant now, Duration work)
    {
        var (best, begins) = FirstFree(now);
        free[best] = people[best].Shift.After(begins, work);
        return (people[best].Actor, free[best]);
    }

    /// <summary>Who is there at a moment to come, for what takes no time.</summary>
    internal Actor AnyoneAt(Instant at) => people[Array.FindIndex(people, person => person.Shift.First(at) == at) is var there and >= 0
        ? there : 0].Actor;

    private (int Best, Instant Begins) FirstFree(Instant now)
    {
        var (best, begins) = (0, Instant.MaxValue);
        for (var i = 0; i < people.Length; i++)
            if (Instant.Max(now, free[i]) is var from && from < begins && people[i].Shift.First(from) is var at
                && at < begins) (best, begins) = (i, at);
        return (best, begins);
    }
}
