using System.Globalization;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Delivering;
using CityKit.Desk.Access;
using CityKit.Desk.Words;
using CityKit.Modules;
using CityKit.Subscriptions;

namespace CityKit.Desk.Operations;

/// <summary>What a button of these pages does: a command of the hub, or a dead letter that is sent again.</summary>
/// <param name="hub">The hub, as the person may use it.</param>
/// <param name="deliveries">The deliveries; null where the application has none.</param>
internal sealed class OpsActs(DeskHub hub, NotificationDesk? deliveries)
{
    internal const string Suspend = "suspend";
    internal const string Resume = "resume";
    internal const string Revoke = "revoke";
    internal const string EndWindow = "end-window";
    internal const string RemoveSubscription = "remove-subscription";
    internal const string Resend = "resend";

    private static Refusal OnlyAdministrators { get; } = Refusal.Of("wrong-role",
        OperationsWords.OnlyAdministrators.En, OperationsWords.OnlyAdministrators.Zh, nameof(Role.Administrator));

    private static Refusal NoSuchLetter { get; } =
        Refusal.Of("not-found", OperationsWords.NoSuchLetter.En, OperationsWords.NoSuchLetter.Zh);

    private static Refusal NotStored { get; } =
        Refusal.Of(OperationsRefusals.UnreadCode, OperationsWords.NotStored.En, OperationsWords.NotStored.Zh);

    /// <summary>Does it; the same id again does nothing twice.</summary>
    /// <returns>Why not; null when it is done.</returns>
    internal async Task<Refusal?> DoAsync(string act, string target, string reason, string id)
    {
        try
        {
            return act == Resend ? await ResendAsync(target) : (await hub.DoAsync(CommandOf(act, target, reason, id))).Refusal;
        }
        catch (IOException)
        {
            return NotStored;
        }
    }

    /// <summary>Gives a command.</summary>
    /// <returns>Why not; null when it is done.</returns>
    internal async Task<Refusal?> DoAsync(HubCommand command)
    {
        try
        {
            return (await hub.DoAsync(command)).Refusal;
        }
        catch (IOException)
        {
            return NotStored;
        }
    }

    private static HubCommand CommandOf(string act, string target, string reason, string id) => act switch
    {
        Suspend => new SuspendDevice(id, DeviceId.Parse(target), reason),
        Resume => new ResumeDevice(id, DeviceId.Parse(target)),
        Revoke => new RevokeDevice(id, DeviceId.Parse(target), reason),
        EndWindow => new EndSuspension(id, target),
        RemoveSubscription => new RemoveSubscription(id, target),
        _ => throw new ArgumentException($"There is no act '{act}'.", nameof(act)),
    };

    /// <summary>
    /// What is delivered again changes nothing in the city, and is no command; the same people may ask for it as over HTTP.
    /// </summary>
    private async Task<Refusal?> ResendAsync(string target)
    {
        if (!(await hub.ViewAsync()).Reach.IsCity(Role.Administrator)) return OnlyAdministrators;
        var letter = long.Parse(target, CultureInfo.InvariantCulture);
        return deliveries is not null && await deliveries.ResendAsync(letter) ? null : NoSuchLetter;
    }
}
