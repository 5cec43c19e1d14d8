using CityKit.Core;
using CityKit.Sensors.Alerts;

namespace CityKit.Sensors.Rules;

/// <summary>What follows from a rule (处置): how much it matters, what people read, who is told, which lead opens.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Title">What people read; no personal data.</param>
/// <param name="Notify">The roles told at once, without waiting for a lead's confirmation.</param>
/// <param name="Lead">The lead that opens; null for none.</param>
public sealed record RuleAction(Severity Severity, LocalizedText Title, IReadOnlyList<string> Notify, RuleLead? Lead)
{
    /// <summary>
    /// What people read of one alert (告警文案), with <c>{value}</c>, <c>{unit}</c>, <c>{limit}</c>, <c>{place}</c> and <c>{duration}</c>
    /// filled in; null for the title alone.
    /// </summary>
    public LocalizedText? Message { get; init; }

    /// <summary>How its severity rises and falls while it is open; empty when it does not.</summary>
    public IReadOnlyList<SeverityStep> Steps { get; init; } = [];

    /// <summary>The audience of a lead that names nobody to notify: those who decide leads.</summary>
    public const string LeadAudience = "DutyOfficer";

    /// <summary>
    /// Who relies on this rule: the roles told at once; those who decide leads where only a lead opens; nobody where neither is.
    /// </summary>
    public IReadOnlyList<string> Audiences => Notify.Count > 0 || Lead is null ? Notify : [LeadAudience];
}
