using System.Text.Json;
using System.Text.RegularExpressions;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Notifications;

namespace CityKit.Subscriptions;

/// <summary>Who is sent which notifications. How far each subscription is changes with every delivery and is kept apart.</summary>
/// <param name="channels">The names of the channels there are.</param>
public sealed partial class SubscriptionsModule(IReadOnlyCollection<string> channels) : ICityModule
{
    private const int MaxSubscriptions = 100;
    private const int MaxText = 64;
    private static readonly string[] KindNames = [.. Enum.GetNames<NotificationKind>()];

    /// <inheritdoc/>
    public string Name => "subscriptions";

    /// <inheritdoc/>
    public void Declare(ModuleDeclaration declaration)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        var administrators = Access.For(DataClass.Work, Role.Administrator) with { IsCityWide = true };
        declaration
            .Documents(Subscription.Kind)
            .Command("subscriptions/put", SubscriptionsJson.Shared.PutSubscription, administrators, Put)
            .Command("subscriptions/remove", SubscriptionsJson.Shared.RemoveSubscription, administrators, Remove)
            .Command("subscriptions/report", SubscriptionsJson.Shared.ReportUnreached, Access.For(DataClass.Work, Role.System), Report)
            .Query("subscriptions/all", Subscription.Kind,
                DutyRoom.WatchingAll,
                (_, _) => Subscription.Kind.Query(),
                (writer, subscription) => JsonSerializer.Serialize(writer, subscription, SubscriptionsJson.Shared.Subscription));
    }

    private Refusal? Put(PutSubscription put, Actor actor, IFacts facts, IChanges changes)
    {
        var known = facts.Find(Subscription.Kind, put.Name);
        if (Wrong(put) is { } wrong) return wrong;
        if (known is null && facts.Query(Subscription.Kind.Query().Take(MaxSubscriptions)).Count == MaxSubscriptions) return TooMany();
        changes.Put(Subscription.Kind, new Subscription(
            put.Name, put.Channel, [.. put.Kinds ?? []], put.Audience, put.Profile, known?.Since ?? facts.Now));
        changes.Notify("", put.Name, new LocalizedText($"订阅 {put.Name} 已生效", $"Subscription {put.Name} is in force"));
        return null;
    }

    private Refusal? Wrong(PutSubscription put)
    {
        if (!NameRule().IsMatch(put.Name)) return Bad("name", put.Name, ["1 to 32 of a-z, 0-9, '-'"]);
        if (put.Channel != Subscription.People && !channels.Contains(put.Channel))
            return Bad("channel", put.Channel, [.. channels, Subscription.People]);
        if ((put.Kinds ?? []).FirstOrDefault(kind => !KindNames.Contains(kind)) is { } kind) return Bad("kinds", kind, KindNames);
        return new[] { put.Audience, put.Profile }.FirstOrDefault(text => text?.Length > MaxText) is { } tooLong
            ? Bad("audience, profile", tooLong[..MaxText] + "…", [$"at most {MaxText} characters"])
            : null;
    }

    private static Refusal? Remove(RemoveSubscription remove, Actor actor, IFacts facts, IChanges changes)
    {
        if (facts.Find(Subscription.Kind, remove.Name) is null)
            return Refusal.Of("not-found", $"There is no subscription '{remove.Name}'.", $"没有名为“{remove.Name}”的订阅。");
        changes.Remove(Subscription.Kind, remove.Name);
        changes.Notify("", remove.Name, new LocalizedText($"订阅 {remove.Name} 已取消", $"Subscription {remove.Name} was removed"));
        return null;
    }

    private static Refusal? Report(ReportUnreached report, Actor actor, IFacts facts, IChanges changes)
    {
        ((Attempt)changes).Add(report.Who.Code, report.Who.Audience, null, null, report.Who.Text);
        return null;
    }

    private static Refusal Bad(string member, string found, string[] allowed) => Refusal.Of("bad-request",
        $"'{member}' is '{found}'; allowed: {string.Join(", ", allowed)}.", $"“{member}”的值“{found}”不被允许，可用：{string.Join("、", allowed)}。",
        allowed);

    private static Refusal TooMany() => Refusal.Of("too-many-subscriptions",
        $"There are {MaxSubscriptions} subscriptions, the most there may be: remove one first.",
        $"订阅已达上限 {MaxSubscriptions} 个，请先取消一个。");

    [GeneratedRegex("^[a-z0-9-]{1,32}$")]
    private static partial Regex NameRule();
}
