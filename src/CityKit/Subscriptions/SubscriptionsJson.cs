using System.Text.Json.Serialization;
using CityKit.Modules;

namespace CityKit.Subscriptions;

[JsonSerializable(typeof(Subscription))]
[JsonSerializable(typeof(PutSubscription))]
[JsonSerializable(typeof(RemoveSubscription))]
[JsonSerializable(typeof(ReportUnreached))]
internal sealed partial class SubscriptionsJson : JsonSerializerContext
{
    private static readonly Lazy<SubscriptionsJson> Made = new(() => new SubscriptionsJson(ModuleJson.NewOptions()));

    /// <summary>Made at its first use: it takes a start some tenths of a second.</summary>
    internal static SubscriptionsJson Shared => Made.Value;
}
