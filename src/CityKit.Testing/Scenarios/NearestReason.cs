using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using NodaTime;

namespace CityKit.Testing.Scenarios;

/// <summary>Why what was expected did not come, as far as the scenario shows it: the first that applies.</summary>
internal static class NearestReason
{
    /// <summary>The findings that keep a rule from deciding.</summary>
    private static readonly string[] Doubts = ["undecided", "provisional", "no-consent", "too-late", "incomplete"];

    internal static string NoAlert(Happened happened, string rule, ScenarioSensor? sensor)
    {
        if (happened.NoSuchRule(rule) is { } none) return none;
        if (happened.Rule(rule) is not { } known) return "the hub has not found it";
        if (known.Where == "edge") return $"the rule '{rule}' runs on the edge: only an AlertRaised event of a device raises it here";
        if (happened.AlertsOf(rule, null) is [var other, ..]) return $"the rule raised for {other.Source} only";
        if (Doubt(happened, sensor) is { } doubt) return doubt;
        return NothingSent(happened, known, sensor) ?? Waits(happened, known, sensor);
    }

    internal static string NoLead(Happened happened, string rule, ScenarioSensor? sensor)
    {
        if (happened.AlertsOf(rule, sensor) is not [var alert, ..]) return $"no alert either: {NoAlert(happened, rule, sensor)}";
        if (happened.Leads.FirstOrDefault(lead => lead.Alerts.Contains(alert.Id)) is { } joined)
            return $"the alert joined the lead of {joined.Source}";
        return happened.Rule(rule) is { HasLead: false }
            ? $"the rule '{rule}' raised, but its 'then' names no lead" : "the alert made no lead";
    }

    internal static string NoItem(Happened happened, string rule, IReadOnlyList<WorkItem> elsewhere)
    {
        if (elsewhere is [var item, ..]) return $"the work item is in the grid {item.Place.Grid ?? "unknown: no grid is at its place"}";
        if (happened.LeadsOf(rule, null) is not [var lead, ..]) return $"no lead either: {NoLead(happened, rule, null)}";
        if (lead.State != LeadState.Open) return $"the lead was decided: {lead.State}, {lead.Reason ?? "no reason"}";
        return lead.WaitsFor is { } waits ? $"the lead {waits.Text.En}" : happened.Rule(rule) is { IsAutomatic: false }
            ? "the lead waits for a duty officer: the rule's lead is not 'automatic'" : "the lead is open and waits for a duty officer";
    }

    /// <summary>The last thing that the hub could not decide, of the sensor if one is meant.</summary>
    private static string? Doubt(Happened happened, ScenarioSensor? sensor) => happened.Findings
        .LastOrDefault(finding => Doubts.Contains(finding.Code)
            && (sensor is null || finding.Source == sensor.ToString() || finding.Source == sensor.Device.Id.Value))
        is { } doubt ? $"the hub doubts {doubt.Source} ({doubt.Code}): {doubt.Reason.En.TrimEnd('.')}" : null;

    private static string? NothingSent(Happened happened, RuleRow rule, ScenarioSensor? sensor)
    {
        var sent = Sent(happened, sensor).Select(seen => seen.Key).ToHashSet();
        if (sent.Count == 0) return sensor is null ? "no sensor of a device has sent anything" : $"{sensor} has sent nothing";
        var sending = happened.Sensors.Where(row => sent.Contains(row.Key)).ToList();
        return sending.Any(rule.IsAbout) ? null : $"the rule '{rule.Id}' is about {About(rule)}; what sent something is "
            + $"{string.Join(", ", sending.Select(row => $"{row.Key} of the quantity '{row.Quantity}'"))}";
    }

    private static string Waits(Happened happened, RuleRow rule, ScenarioSensor? sensor)
    {
        var devices = happened.City.Devices.Where(device => sensor is null || device == sensor.Device).ToList();
        if (devices.FirstOrDefault(device => device.OffSince is not null) is { } off) return $"{off.Id} has no power since {off.OffSince}";
        if (devices.FirstOrDefault(device => !device.IsConnected) is { } away)
            return $"{away.Id} is disconnected: what it saw waits in its outbox";
        var last = Sent(happened, sensor).MaxBy(seen => seen.At);
        var when = happened.City.Now - last.At is { } passed ? $"{passed.TotalMinutes:0.##} min ago" : "at an unknown time";
        return $"its condition, '{rule.Words}', has not held: the last event is {last.Event.Kind} {last.Event.Value} of {last.Key}, {when}";
    }

    private static List<(string Key, CityEvent Event, Instant? At)> Sent(Happened happened, ScenarioSensor? sensor) =>
    [
        .. from device in happened.City.Devices
           from seen in device.Seen
           where sensor is null || (device == sensor.Device && seen.Sensor == sensor.Name)
           select ($"{device.Id}/{seen.Sensor}", seen, device.Virtual.TimeOf(seen)),
    ];

    private static string About(RuleRow rule) => string.Join(", ", new[]
    {
        rule.Quantity is null ? null : $"the quantity '{rule.Quantity}'",
        rule.Device is null ? null : $"the device '{rule.Device}'",
        rule.Sensor is null ? null : $"the sensor '{rule.Sensor}'",
    }.OfType<string>());
}
