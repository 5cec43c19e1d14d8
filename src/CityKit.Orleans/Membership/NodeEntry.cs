using System.Text.Json;
using Orleans;
using Orleans.Runtime;

namespace CityKit.Orleans.Membership;

/// <summary>A row of the membership table as JSON; times in ticks of UTC.</summary>
internal sealed record NodeEntry(string Status, int ProxyPort, string HostName, string SiloName, string? RoleName, int UpdateZone,
    int FaultZone, long StartTime, long IAmAliveTime, IReadOnlyList<NodeSuspicion> Suspicions)
{
    internal static string Write(MembershipEntry entry) => JsonSerializer.Serialize(
        new NodeEntry(entry.Status.ToString(), entry.ProxyPort, entry.HostName ?? "", entry.SiloName ?? "", entry.RoleName,
            entry.UpdateZone, entry.FaultZone, entry.StartTime.Ticks, entry.IAmAliveTime.Ticks,
            [.. (entry.SuspectTimes ?? []).Select(s => new NodeSuspicion(s.Item1.ToParsableString(), s.Item2.Ticks))]),
        NodeJson.Default.NodeEntry);

    internal static NodeEntry Read(string json) => JsonSerializer.Deserialize(json, NodeJson.Default.NodeEntry)
        ?? throw new FormatException("A row of the membership table is null. 成员表行为空。");

    internal MembershipEntry ToMembership(string address) => new()
    {
        SiloAddress = SiloOf(address),
        Status = Enum.Parse<SiloStatus>(Status),
        ProxyPort = ProxyPort,
        HostName = HostName,
        SiloName = SiloName,
        RoleName = RoleName,
        UpdateZone = UpdateZone,
        FaultZone = FaultZone,
        StartTime = Time(StartTime),
        IAmAliveTime = Time(IAmAliveTime),
        SuspectTimes = Suspicions.Count == 0 ? null : [.. Suspicions.Select(s => Tuple.Create(SiloOf(s.By), Time(s.At)))],
    };

    private static SiloAddress SiloOf(string address) => SiloAddress.FromParsableString(address);

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
