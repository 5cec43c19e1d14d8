using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CityKit.Edge.Agent.Systemd;

/// <summary>Tells the service manager how this service stands: sd_notify(3), one datagram a message. Without <c>NOTIFY_SOCKET</c> it tells nobody.</summary>
internal sealed class SystemdNotifier
{
    private readonly UnixDomainSocketEndPoint? manager;

    /// <param name="environment">Reads a variable of the environment.</param>
    /// <param name="processId">This process, to which a watchdog may be bound.</param>
    internal SystemdNotifier(Func<string, string?> environment, int processId)
    {
        if (environment("NOTIFY_SOCKET") is { Length: > 1 } path) manager = new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path);
        var bound = environment("WATCHDOG_PID");
        if (bound is null || bound == processId.ToString(CultureInfo.InvariantCulture)) Watchdog = Microseconds(environment("WATCHDOG_USEC"));
    }

    /// <summary>True when somebody listens.</summary>
    internal bool IsHeard => manager is not null;

    /// <summary>Within what time <c>WATCHDOG=1</c> is expected, again and again; null when it is not.</summary>
    internal TimeSpan? Watchdog { get; }

    /// <summary>Tells one message, such as <c>READY=1</c>.</summary>
    /// <exception cref="SocketException">The manager is not there.</exception>
    internal void Tell(string message)
    {
        if (manager is null) return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.SendTo(Encoding.UTF8.GetBytes(message), manager);
    }

    private static TimeSpan? Microseconds(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? TimeSpan.FromMicroseconds(number) : null;
}
