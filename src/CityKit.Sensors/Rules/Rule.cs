using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// One rule of the rule file (规则): where it runs, which sensors it is about, what follows. What it looks for is said by its kind.
/// </summary>
public abstract record Rule
{
    private protected Rule() { }

    /// <summary>Its name, unique in the file; part of every alert's identity.</summary>
    public required string Id { get; init; }

    /// <summary>Where it runs.</summary>
    public required RuleHost Where { get; init; }

    /// <summary>Which sensors it is about.</summary>
    public required SensorSelector Sensors { get; init; }

    /// <summary>When it raises; null for always.</summary>
    public RuleCalendar? Only { get; init; }

    /// <summary>
    /// How long it waits for readings that come in another order (容许迟到): it decides so much later, and as if all had come in order. What
    /// comes later still is not judged. Zero for a stream that is in order.
    /// </summary>
    public Duration Lateness { get; init; }

    /// <summary>For what it is judged: each sensor, unless the file says otherwise.</summary>
    public RulePer Per { get; init; }

    /// <summary>What follows.</summary>
    public required RuleAction Then { get; init; }

    /// <summary>
    /// What a household must have consented to before the rule judges its sensors (处理目的), such as <c>elder-care</c>: 1 to 64 of a–z,
    /// 0–9, '.', '_', '-'. Null for a rule over no household's sensors, or one with a <see cref="Duty"/>.
    /// </summary>
    public string? Purpose { get; init; }

    /// <summary>
    /// The law that makes the rule a duty (法定职责), such as "消防法 第十七条", 1 to 200 characters: it needs no consent. Null when there
    /// is none.
    /// </summary>
    public string? Duty { get; init; }

    /// <summary>
    /// The version of its file's format: 1 or 2. What became of the alerts of a rule of version 1 stays as it always was, byte for byte.
    /// </summary>
    public long Version { get; init; } = 1;

    /// <summary>
    /// What it looks for, in the words of its file, such as <c>contact is active hold 10 min</c>; empty when made in code.
    /// </summary>
    public string Words { get; init; } = "";

    /// <summary>The line of the rule in its file, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The column of the rule in its file, from 1.</summary>
    public int Column { get; init; }

    /// <summary>Whether the rule is about a sensor.</summary>
    public virtual bool IsAbout(Sensor sensor) => Sensors.Includes(sensor);

    /// <summary>
    /// When the rule may judge a sensor that it is about (可判断期间): the entry's own period; for a household's sensor, unless the rule is
    /// a duty, only as much of it as the household consented to for the rule's purpose.
    /// </summary>
    /// <returns>The period; null when there is none.</returns>
    public Interval? PeriodOver(Sensor sensor)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        if (!NeedsConsent(sensor)) return new Interval(sensor.ValidFrom, sensor.ValidTo);
        if (sensor.Consent is not { } consent || consent.Purpose != Purpose) return null;
        var from = Instant.Max(sensor.ValidFrom, consent.From);
        var to = Instant.Min(sensor.ValidTo ?? Instant.MaxValue, consent.Until);
        return from < to ? new Interval(from, to) : null;
    }

    /// <summary>
    /// How far back its windows look (回溯时长), with what they are compared with and <see cref="Lateness"/>: the readings of so long a
    /// time say all that they know. Zero for a rule without a window.
    /// </summary>
    public virtual Duration LooksBack => Duration.Zero;

    /// <summary>Whether a device's time alone may bring something about, before any event of a sensor.</summary>
    internal virtual bool IsTimed => Only is not null;

    /// <summary>Whether what a rule of this id knew before is of use to it.</summary>
    internal virtual bool GoesOnFrom(Rule before) =>
        before.GetType() == GetType() && before.Where == Where && before.Only is null == Only is null
        && before.Lateness > Duration.Zero == Lateness > Duration.Zero;

    /// <summary>
    /// An edge rule that states neither purpose nor duty is of a configuration that a device took before rules stated them: it goes on as
    /// it did, as nobody may lose an alarm to an update. No new one is taken.
    /// </summary>
    internal bool NeedsConsent(Sensor sensor) =>
        sensor.Household is not null && Duty is null && (Purpose is not null || Where == RuleHost.Hub);

    /// <summary>Whether the rule may judge a sensor that it is about at a moment.</summary>
    public bool MayJudge(Sensor sensor, Instant at) => PeriodOver(sensor)?.Contains(at) ?? false;
}
