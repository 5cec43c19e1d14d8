using CityKit.Core;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Forwarding;

internal static partial class ForwarderLog
{
    [LoggerMessage(20, LogLevel.Information, "The hub takes batches.")]
    internal static partial void Connected(ILogger logger);

    [LoggerMessage(21, LogLevel.Warning, "{State}: {Message} Everything is kept; next attempt in {Pause}.")]
    internal static partial void Waiting(ILogger logger, ForwarderState state, LocalizedText message, TimeSpan pause);

    [LoggerMessage(22, LogLevel.Critical,
        "The hub retired this outbox: {Message} Everything is kept and nothing is sent until an operator resumes.")]
    internal static partial void Retired(ILogger logger, LocalizedText message);

    [LoggerMessage(23, LogLevel.Warning, "The {Lane} lane goes on from the hub's cursor {Cursor}.")]
    internal static partial void Moved(ILogger logger, Lane lane, long cursor);

    [LoggerMessage(24, LogLevel.Error,
        "The hub knows another history of this outbox: "
            + "{Message} Everything it has not answered for goes again in the new outbox {Outbox}.")]
    internal static partial void Diverged(ILogger logger, LocalizedText message, OutboxId outbox);

    [LoggerMessage(25, LogLevel.Error, "The hub cannot read event {Sequence} of the {Lane} lane: {Message} It is kept aside.")]
    internal static partial void SetAside(ILogger logger, Lane lane, long sequence, LocalizedText message);

    [LoggerMessage(27, LogLevel.Error,
        "The hub lost events {From} to {To} of the {Lane} lane, for which it had answered: was it restored from an older copy? "
            + "What is kept of them goes again.")]
    internal static partial void FellBack(ILogger logger, long from, long to, Lane lane);

    [LoggerMessage(26, LogLevel.Error, "Forwarding failed and is tried again.")]
    internal static partial void Failed(ILogger logger, Exception failure);
}
