using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Samples.District.Plan;

namespace CityKit.Samples.District.Load;

/// <summary>
/// What the people of the district do: residents report, the officer confirms leads and assigns, the manager has the work done.
/// </summary>
internal sealed class LoadPeople(DistrictPlan plan, TimeSpan pause, TimeProvider time)
{
    private const string ReportClass = "GB/T 47678.5-2026:matter:06010";
    private const int Page = 20;

    /// <summary>A resident, again and again.</summary>
    internal Task ReportAsync(LoadPerson resident, CancellationToken stop, CancellationToken end) => RepeatAsync(async () =>
    {
        var place = DistrictPlan.Middle(resident.Random.Next(plan.Streets));
        await resident.GiveAsync((client, id, cancel) => client.ReportAsync(
            new Report(id, ReportClass, place.Longitude, place.Latitude) { Text = $"invented report {id}" }, cancel), end);
    }, stop);

    /// <summary>The officer.</summary>
    internal Task WatchAsync(LoadPerson officer, CancellationToken stop, CancellationToken end) => RepeatAsync(async () =>
    {
        if (await officer.AskAsync((client, cancel) => client.ListItemsAsync(null, null, Page, cancel), end) is { Value: { } page })
            foreach (var view in page.Rows) await OfficerStepAsync(officer, view, end);
        if (await officer.AskAsync((client, cancel) => FirstLeadAsync(client, cancel), end) is { Lead: { } lead })
            await officer.GiveAsync((client, id, cancel) => officer.Random.Next(3) == 0
                ? client.DismissAsync(id, lead.Id, "a bird", null, cancel) : client.ConfirmAsync(id, lead.Id, cancel), end);
    }, stop);

    /// <summary>The manager.</summary>
    internal Task WorkAsync(LoadPerson manager, CancellationToken stop, CancellationToken end) => RepeatAsync(async () =>
    {
        var orders = new ItemFilter { Profile = "property-order" };
        if (await manager.AskAsync((client, cancel) => client.ListItemsAsync(orders, null, Page, cancel), end) is not { Value: { } page })
            return;
        foreach (var view in page.Rows)
            if (NextOf(view.Item.State) is { } next)
                await manager.GiveAsync((client, id, cancel) => client.StepAsync(
                    view.Item.Id, new Step(id, next) { Photo = next == "finish" ? "invented.jpg" : null }, null, cancel), end);
    }, stop);

    private static Task OfficerStepAsync(LoadPerson officer, ItemView view, CancellationToken end) => view switch
    {
        { Item.Profile: "property-order", Item.State: "received" } => officer.GiveAsync((client, id, cancel) => client.StepAsync(
            view.Item.Id, new Step(id, "assign") { Assignee = DistrictPeople.Property }, null, cancel), end),
        { Item.Overseen: false } when view.Allowed.Contains("oversee") => officer.GiveAsync((client, id, cancel) => client.StepAsync(
            view.Item.Id, new Step(id, "oversee") { Reason = "a leader asks" }, null, cancel), end),
        _ => Task.CompletedTask,
    };

    private static string? NextOf(string? state) => state switch
    {
        "assigned" => "start", "handling" => "finish", "done" => "close", _ => null,
    };

    private static async Task<FoundLead> FirstLeadAsync(Client.CityKitClient client, CancellationToken cancel)
    {
        await foreach (var lead in client.LeadsAsync(null, cancel)) return new FoundLead(lead);
        return new FoundLead(null);
    }

    private async Task RepeatAsync(Func<Task> act, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await act();
            await Task.Delay(pause, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record FoundLead(Lead? Lead);
}
