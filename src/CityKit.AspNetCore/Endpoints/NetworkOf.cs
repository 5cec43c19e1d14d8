using System.Net;
using System.Net.Sockets;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>What an address counts as.</summary>
internal static class NetworkOf
{
    private const int Ipv6NetworkBytes = 8;

    /// <summary>
    /// Whose budget an address uses: an IPv4 address its own, an IPv6 address that of its /64, as one client has all of it.
    /// </summary>
    internal static string Client(IPAddress? address) => Plain(address) switch
    {
        null => "",
        { AddressFamily: AddressFamily.InterNetworkV6 } six =>
            Convert.ToHexStringLower(six.GetAddressBytes().AsSpan(0, Ipv6NetworkBytes)),
        var four => four.ToString(),
    };

    /// <summary>Whether an address is of a network of one's own: <c>inside</c>, else <c>outside</c>. An alert says no more of it.</summary>
    internal static string Side(IPAddress? address) =>
        Plain(address) is { } plain && !IsInside(plain) ? "outside" : "inside";

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static bool IsInside(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal
        || Private.Any(network => network.Contains(address));

    private static IPNetwork[] Private { get; } =
    [
        IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("169.254.0.0/16"),
    ];
}
