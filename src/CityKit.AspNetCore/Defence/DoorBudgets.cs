using System.Net;
using CityKit.AspNetCore.Endpoints;
using CityKit.Cases;
using CityKit.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Defence;

/// <summary>The budgets of a hub's door, and which of them a request uses.</summary>
internal sealed class DoorBudgets(CityKitDoorOptions options) : IDeviceBudget, ICommandBudget, IDisposable
{
    private readonly Budget addresses = Budget.PerMinute("每个地址", "requests from an address", options.AddressRequestsPerMinute);
    private readonly Budget devices = Budget.PerMinute("每台设备批次", "batches of a device", options.DeviceBatchesPerMinute);
    private readonly Budget requests = Budget.PerMinute("每个账号请求", "requests of an account", options.ActorRequestsPerMinute);
    private readonly Budget commands = Budget.PerMinute("每个账号指令", "commands of an account", options.ActorCommandsPerMinute);
    private readonly Budget atOnce = Budget.AtOnce("每个账号请求", "requests of an account", options.ActorRequestsAtOnce, 0);
    private readonly Budget streams = Budget.AtOnce("每个账号事件流", "streams of an account", options.ActorStreamsAtOnce, 0);
    private readonly Budget reads = Budget.AtOnce("查询", "reads", options.ReadsAtOnce, options.ReadsWaiting);

    private readonly Budget hourly =
        Budget.PerWindow("每小时上报", "reports an hour", options.ResidentReportsPerHour, TimeSpan.FromHours(1));

    private readonly Budget daily = Budget.PerWindow("每天上报", "reports a day", options.ResidentReportsPerDay, TimeSpan.FromDays(1));

    private readonly Budget unsigned = Budget.PerWindow(
        "每个地址每小时未登录上报", "reports an hour of an address without signing in",
        Math.Max(1, options.AddressReportsPerHour), TimeSpan.FromHours(1));

    internal TimeSpan ReadPlaceTime => options.ReadPlaceTime;

    /// <summary>
    /// Which budgets a request uses, and whose: the scarcest last, so that no other refusal uses it up. A read has its place in the last.
    /// </summary>
    internal IEnumerable<(Budget Budget, string Whose)> Of(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return [(addresses, NetworkOf.Client(context.Connection.RemoteIpAddress))];
        var actor = context.Actor();
        if (StreamMark.IsAt(context)) return [(requests, actor.Id), (streams, actor.Id)];
        var isPublic = IsPublic(actor);
        return [(atOnce, actor.Id), (requests, actor.Id), .. HttpMethods.IsGet(context.Request.Method)
            ? [(reads, isPublic ? "public" : "staff")]
            : OfCommand(actor.Id, isPublic && ReportMark.IsAt(context))];
    }

    private IEnumerable<(Budget, string)> OfCommand(string actor, bool isReport) =>
        isReport ? [(commands, actor), (hourly, actor), (daily, actor)] : [(commands, actor)];

    /// <inheritdoc/>
    public Refusal? Check(DeviceId device, HttpResponse response)
    {
        if (devices.WaitOf(device.Value) is not { } wait) return null;
        Waits.Say(response, wait);
        return devices.Refuse(wait);
    }

    /// <inheritdoc/>
    public void Count(DeviceId device) => devices.Use(device.Value);

    /// <inheritdoc/>
    public Refusal? UseCommand(Actor actor) => Use([commands], actor.Id);

    /// <inheritdoc/>
    public Refusal? UseReport(Actor actor) => IsPublic(actor) ? Use([hourly, daily], actor.Id) : null;

    /// <inheritdoc/>
    public Refusal? UseAnonymousReport(IPAddress? address) =>
        options.AddressReportsPerHour == 0 ? SignIn : Use([unsigned], NetworkOf.Client(address));

    private static Refusal SignIn { get; } = Refusal.Of("no-key",
        "This hub takes reports of those who sign in: do, and report with 'anonymous' if you want to give no name.",
        "本系统仅受理登录用户的上报：请登录后上报；如不愿具名，可选择匿名（anonymous）。");

    private static bool IsPublic(Actor actor) => actor.AnyRoles.All(role => role == Role.Resident);

    private static Refusal? Use(Budget[] budgets, string whose)
    {
        foreach (var budget in budgets)
            if (budget.WaitOf(whose) is { } wait) return budget.Refuse(wait);
        foreach (var budget in budgets) budget.Use(whose);
        return null;
    }

    public void Dispose()
    {
        Budget[] all = [addresses, devices, requests, commands, atOnce, streams, reads, hourly, daily, unsigned];
        foreach (var budget in all) budget.Dispose();
    }
}
