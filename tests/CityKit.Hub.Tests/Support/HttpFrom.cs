using System.Net;
using System.Net.Sockets;

namespace CityKit.Hub.Tests.Support;

/// <summary>A client with another address of the loopback.</summary>
internal static class HttpFrom
{
    internal static HttpClient Address(string address, Uri root) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address).MapToIPv6(), 0));
            await socket.ConnectAsync(IPAddress.Parse(context.DnsEndPoint.Host).MapToIPv6(), context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = root };
}
