using CityKit.Core;
using CityKit.Sensors.Alerts;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>What follows from a rule (处置): how much it matters, what people read, who is notified, which lead opens.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Title">What people read; no personal data.</param>
/// <param name="Notify">The roles notified at once, without waiting for a lead's confirmation.</param>
/// <param name="Lead">The lead that opens; null for none.</param>
public sealed record RuleAction(Severity Severity, LocalizedText Title, IReadOnlyList<string> Notify, RuleLead? Lead)
{
    private readonly IReadOnlyList<SeverityStep> steps = [];

    /// <summary>
    /// What people read of one alert (告警文案), with <c>{value}</c>, <c>{unit}</c>, <c>{limit}</c>, <c>{place}</c>, <c>{duration}</c> and
    /// <c>{count}</c> filled in; null for the title alone. 1 to 500 characters each, and nothing of a person.
    /// </summary>
    public LocalizedText? Message { get; init; }

    /// <summary>How its severity rises and falls while it is open; empty when it does not.</summary>
    public IReadOnlyList<SeverityStep> Steps
    {
        get => steps;
        init => (steps, HasTimedSteps) = (value, value.Any(step => step.After is not null));
    }

    /// <summary>
    /// How soon after it was over an alert that is raised again is the same alert (防抖), reopened without a new notice; 0 s to 7 d, zero for
    /// a new alert each time.
    /// </summary>
    public Duration Damp { get; init; }

    /// <summary>Whether an alert that lasts may matter more or less for it.</summary>
    internal bool HasTimedSteps { get; private init; }

    /// <summary>The audience of a lead that names nobody to notify: those who decide leads.</summary>
    public const string LeadAudience = "DutyOfficer";

    /// <summary>
    /// Who relies on this rule: the roles notified at once; those who decide leads where only a lead opens; nobody where neither is.
    /// </summary>
    public IReadOnlyList<string> Audiences => Notify.Count > 0 || Lead is null ? Notify : [LeadAudience];
}
