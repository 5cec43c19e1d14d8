using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Channels;

internal static partial class ChannelLog
{
    [LoggerMessage(30, LogLevel.Error,
        "Channel {Channel} threw when it was read; it is tried again less and less often, and everything else goes on.")]
    internal static partial void Fault(ILogger logger, Exception fault, string channel);

    [LoggerMessage(31, LogLevel.Warning, "A channel source could not be closed.")]
    internal static partial void NotClosed(ILogger logger, Exception fault);
}
