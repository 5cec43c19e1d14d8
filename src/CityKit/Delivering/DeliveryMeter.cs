using System.Diagnostics.Metrics;
using CityKit.Escalations;

namespace CityKit.Delivering;

/// <summary>What is reported of notifications, under the name <c>CityKit</c>.</summary>
internal sealed class DeliveryMeter : IDisposable
{
    private const string Name = "CityKit";
    private readonly Meter meter;
    private readonly Counter<long> sent;
    private readonly Counter<long> retried;
    private readonly Histogram<double> acknowledged;

    /// <param name="meters">Makes the meter, in a host that has one.</param>
    internal DeliveryMeter(IMeterFactory? meters)
    {
        meter = meters?.Create(Name) ?? new Meter(Name);
        sent = meter.CreateCounter<long>(
            "citykit.notifications.sent", "{message}", "Messages that were delivered or became dead letters.");
        retried = meter.CreateCounter<long>("citykit.notifications.retried", "{attempt}", "Attempts that failed and are made again.");
        acknowledged = meter.CreateHistogram<double>(
            "citykit.notifications.acknowledgement.duration", "s", "From an alert or lead until somebody acknowledged it.");
    }

    internal void Sent(Delivery delivery, bool isDelivered) => sent.Add(1, Tag("channel", delivery.Channel),
        Tag("result", isDelivered ? "delivered" : "dead"));

    internal void Retried(Delivery delivery) => retried.Add(1, Tag("channel", delivery.Channel));

    internal void Acknowledged(Escalation escalation)
    {
        if (escalation.AcknowledgedAt is { } at)
            acknowledged.Record((at - escalation.StartedAt).TotalSeconds,
                Tag("kind", escalation.Of.ToString()), Tag("plan", escalation.Plan));
    }

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
