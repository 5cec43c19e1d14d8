using CityKit.AlertDesk;
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
internal sealed class ReadingAccess(Func<SensorRegister> sensors)
{
    private static readonly Role[] Watching = [Role.DutyOfficer, Role.DutyLeader, Role.Oversight, Role.Administrator];
    private static readonly Role[] OfHouseholds = [Role.DutyOfficer, Role.DutyLeader, Role.Administrator];

    /// <summary>The entries of a sensor that count in a stretch of time, the latest last.</summary>
    internal IReadOnlyList<Sensor> Entries(SensorKey key, Instant from, Instant until) => [.. sensors().OfDevice(key.Device)
        .Where(s => s.Key == key && s.ValidFrom < until && !(s.ValidTo <= from)).OrderBy(s => s.ValidFrom)];

    /// <returns>Why an actor may not read a sensor's readings; null when that is allowed, to be noted where a household's.</returns>
    internal static Refusal? Check(SensorKey key, IReadOnlyList<Sensor> entries, Actor actor)
    {
        var isHousehold = entries.Any(entry => entry.Household is not null);
        if (entries.Count == 0 || (isHousehold && !actor.Roles.Overlaps(OfHouseholds))) return NoSuch(key);
        return actor.Roles.Overlaps(Watching) ? null : Refusal.Of("wrong-role",
            $"Readings of sensors are for the duty room; {actor.Id} is not of it.", $"传感器读数仅限值班室查阅，{actor.Id} 无此权限。",
            [.. Watching.Select(role => role.ToString())]);
    }

    /// <summary>Notes who reads a household's readings, and what for; the hub reads them once that is stored.</summary>
    internal DeskAnswer Open(OpenReadings asked, string key, Actor actor, Attempt attempt)
    {
        var entries = Entries(asked.Sensor, asked.From, asked.Until);
        if (Check(asked.Sensor, entries, actor) is { } refusal) return DeskAnswer.Refused(refusal);
        SubjectId[] subjects = [.. entries.Select(entry => entry.Household).OfType<string>().Distinct().Select(text => SubjectId.Parse(text))];
        if (!Array.TrueForAll(subjects, subject => PrivacyDesk.IsOpenFor(subject, asked.Purpose, actor, attempt)))
            return DeskAnswer.Refused(NoSuch(asked.Sensor));
        var what = $"readings/{asked.Sensor}/{asked.From}/{asked.Until}";
        attempt.Put(PrivacyDocuments.Reads, new PersonalRead(
            key, attempt.Now, actor.Id, [.. actor.Roles.Order()], asked.Purpose, null, [what], subjects));
        return DeskAnswer.Done(null);
    }

    private static Refusal NoSuch(SensorKey key) => Refusal.Of("not-found",
        $"There is no sensor {key} with readings for you.", $"没有可供您查阅的传感器 {key}。");
}
