using CityKit.AlertDesk;
using CityKit.Cases;

namespace CityKit.Testing.Scenarios;

public sealed partial class CityScenario
{
    /// <summary>Expects that a rule raised exactly one alert so far, be it over by now or not.</summary>
    /// <param name="rule">The rule's id.</param>
    /// <param name="sensor">The sensor that it was raised for; any when not given.</param>
    /// <returns>The alert.</returns>
    /// <exception cref="ScenarioException">There is none, or more than one.</exception>
    public async Task<Alert> ExpectOneAlertAsync(string rule, ScenarioSensor? sensor = null)
    {
        var happened = await HappenedAsync().ConfigureAwait(false);
        var found = happened.AlertsOf(rule, sensor);
        return found is [var alert] ? alert : throw happened.Not($"one alert of the rule '{rule}'{From(sensor)}", found.Count, () =>
            found.Count > 0 ? "the rule raised again" : NearestReason.NoAlert(happened, rule, sensor));
    }

    /// <summary>Expects that a rule has raised no alert so far.</summary>
    /// <param name="rule">The rule's id.</param>
    /// <param name="sensor">The sensor that it is about; any when not given.</param>
    /// <exception cref="ScenarioException">There is one, or the hub has no such rule: then it could not have raised any.</exception>
    public async Task ExpectNoAlertAsync(string rule, ScenarioSensor? sensor = null)
    {
        var happened = await HappenedAsync().ConfigureAwait(false);
        var found = happened.AlertsOf(rule, sensor);
        if (found.Count > 0) throw happened.Not($"no alert of the rule '{rule}'{From(sensor)}", found.Count, () => "its condition held");
        if (happened.NoSuchRule(rule) is { } reason) throw happened.Not($"no alert of the rule '{rule}'", 0, () => reason);
    }

    /// <summary>Expects that the alerts of a rule made exactly one lead so far, decided by now or not.</summary>
    /// <param name="rule">The rule's id.</param>
    /// <param name="sensor">The sensor that it came from; any when not given.</param>
    /// <returns>The lead.</returns>
    /// <exception cref="ScenarioException">There is none, or more than one.</exception>
    public async Task<Lead> ExpectOneLeadAsync(string rule, ScenarioSensor? sensor = null)
    {
        var happened = await HappenedAsync().ConfigureAwait(false);
        var found = happened.LeadsOf(rule, sensor);
        return found is [var lead] ? lead : throw happened.Not($"one lead of the rule '{rule}'{From(sensor)}", found.Count, () =>
            found.Count > 0 ? "its alerts did not join one lead" : NearestReason.NoLead(happened, rule, sensor));
    }

    /// <summary>Expects that the alerts of a rule have made no lead so far.</summary>
    /// <param name="rule">The rule's id.</param>
    /// <param name="sensor">The sensor that it is about; any when not given.</param>
    /// <exception cref="ScenarioException">There is one, or the hub has no such rule.</exception>
    public async Task ExpectNoLeadAsync(string rule, ScenarioSensor? sensor = null)
    {
        var happened = await HappenedAsync().ConfigureAwait(false);
        var found = happened.LeadsOf(rule, sensor);
        if (found.Count > 0) throw happened.Not($"no lead of the rule '{rule}'{From(sensor)}", found.Count, () => "its alert made a lead");
        if (happened.NoSuchRule(rule) is { } reason) throw happened.Not($"no lead of the rule '{rule}'", 0, () => reason);
    }

    /// <summary>Expects that the leads of a rule became exactly one work item so far, open by now or not.</summary>
    /// <param name="rule">The rule's id.</param>
    /// <param name="grid">The unit grid that it is in; any when not given.</param>
    /// <returns>The work item.</returns>
    /// <exception cref="ScenarioException">There is none, more than one, or it is in another grid.</exception>
    public async Task<WorkItem> ExpectOneItemAsync(string rule, string? grid = null)
    {
        var happened = await HappenedAsync().ConfigureAwait(false);
        var all = happened.ItemsOf(rule);
        var found = all.Where(item => grid is null || item.Place.Grid == grid).ToList();
        var wanted = $"one work item of the rule '{rule}'{(grid is null ? "" : $" in the grid {grid}")}";
        return found is [var item] ? item : throw happened.Not(wanted, found.Count, () =>
            found.Count > 0 ? "its leads became several items" : NearestReason.NoItem(happened, rule, all));
    }

    /// <summary>Expects that the leads of a rule have become no work item so far.</summary>
    /// <param name="rule">The rule's id.</param>
    /// <exception cref="ScenarioException">There is one, or the hub has no such rule.</exception>
    public async Task ExpectNoItemAsync(string rule)
    {
        var happened = await HappenedAsync().ConfigureAwait(false);
        var found = happened.ItemsOf(rule);
        if (found.Count > 0) throw happened.Not($"no work item of the rule '{rule}'", found.Count, () => "its lead became a work item");
        if (happened.NoSuchRule(rule) is { } reason) throw happened.Not($"no work item of the rule '{rule}'", 0, () => reason);
    }

    private Task<Happened> HappenedAsync() => Happened.ReadAsync(this);

    private static string From(ScenarioSensor? sensor) => sensor is null ? "" : $" from {sensor}";
}
