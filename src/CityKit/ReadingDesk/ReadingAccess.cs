using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.ReadingDesk;

/// <summary>Who may read what sensors read. Of a household's sensor it is personal, and every reading of it is noted.</summary>
/// <param name="sensors">Gives the sensors in force.</param>
/// <param name="view">Says what an actor may see.</param>
internal sealed class ReadingAccess(Func<SensorRegister> sensors, Func<Actor, IFacts, ActorView> view)
{
    private static readonly Role[] Watching = [.. DutyRoom.Watching.Roles];
    private static readonly Role[] OfHouseholds = [Role.DutyOfficer, Role.DutyLeader, Role.Administrator];

    /// <summary>The entries of a sensor that count in a stretch of time, the latest last.</summary>
    internal static IReadOnlyList<Sensor> Entries(SensorRegister sensors, SensorKey key, Instant from, Instant until) =>
        [.. sensors.OfDevice(key.Device)
        .Where(s => s.Key == key && s.ValidFrom < until && !(s.ValidTo <= from)).OrderBy(s => s.ValidFrom)];

    /// <returns>Why an actor may not read a sensor's readings; null when that is allowed, to be noted where a household's.</returns>
    internal static Refusal? Check(IReadOnlyList<Sensor> entries, ActorView view)
    {
        if (!view.Actor.IsAny(Watching)) return Refusal.Of("wrong-role",
            $"Readings of sensors are for the duty room; {view.Actor.Id} is not of it.",
            $"传感器读数仅限值班室查阅，{view.Actor.Id} 无此权限。", [.. Watching.Select(role => role.ToString())]);
        var readers = entries.Any(entry => entry.Household is not null) ? OfHouseholds : Watching;
        return entries.Count > 0 && view.Over(ScopesOf(entries[^1]), readers) is not null ? null : HubReadings.NoSuch;
    }

    /// <summary>Where the register says that a sensor is; one that has a point alone is for roles of the whole city.</summary>
    private static IEnumerable<Scope> ScopesOf(Sensor sensor) =>
        [.. Scope.AreasOf(sensor.Grid), .. Scope.Cut(ScopeKind.Compound, sensor.Compound)];

    /// <summary>Notes who reads a household's readings, and what for; the hub reads them once that is stored.</summary>
    internal DeskAnswer Open(OpenReadings asked, string key, Actor actor, Attempt attempt)
    {
        var entries = Entries(sensors(), asked.Sensor, asked.From, asked.Until);
        if (Check(entries, view(actor, attempt)) is { } refusal) return DeskAnswer.Refused(refusal);
        SubjectId[] subjects = [.. entries.Select(entry => entry.Household).OfType<string>().Distinct()
            .Select(text => SubjectId.Parse(text))];
        if (!Array.TrueForAll(subjects, subject => PrivacyDesk.IsOpenFor(subject, asked.Purpose, actor, attempt)))
            return DeskAnswer.Refused(HubReadings.NoSuch);
        attempt.Put(PrivacyDocuments.Reads, new PersonalRead(key, attempt.Now, actor.Id, [.. actor.AnyRoles], asked.Purpose, null,
            [$"readings/{asked.Sensor}/{asked.From}/{asked.Until}"], subjects));
        return DeskAnswer.Done(null);
    }
}
