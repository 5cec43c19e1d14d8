using CityKit.Core;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Loop;

internal static partial class EdgeLoopLog
{
    [LoggerMessage(1, LogLevel.Error, "The detector of {Sensor} failed and restarts.")]
    internal static partial void DetectorFault(ILogger logger, Exception fault, SensorName sensor);

    [LoggerMessage(3, LogLevel.Critical, "The outbox refuses to commit ({Code}): {Message}")]
    internal static partial void CommitRefused(ILogger logger, string code, LocalizedText message);

    [LoggerMessage(4, LogLevel.Information, "The outbox commits again.")]
    internal static partial void CommitsAgain(ILogger logger);

    [LoggerMessage(5, LogLevel.Information, "The loop starts at {Nanoseconds} ns of boot {Boot}: {How}.")]
    internal static partial void Starts(ILogger logger, long nanoseconds, BootId boot, string how);

    [LoggerMessage(6, LogLevel.Error,
        "The outbox file was damaged and is now at {Path}; a new outbox was started with the {Kept} events that could be read, "
            + "{Lost} could not.")]
    internal static partial void MovedAside(ILogger logger, string path, long kept, long lost);

    [LoggerMessage(7, LogLevel.Error, "The local rules failed and restart.")]
    internal static partial void RulesFault(ILogger logger, Exception fault);

    [LoggerMessage(8, LogLevel.Error, "The local rules' state cannot be read ({Error}); they restart.")]
    internal static partial void RulesStateLost(ILogger logger, Core.Wire.WireError error);

    [LoggerMessage(9, LogLevel.Warning, "Line {Line} is away ({Reason}); it is looked for until it is there.")]
    internal static partial void LineAway(ILogger logger, string line, string reason);

    [LoggerMessage(10, LogLevel.Information, "Line {Line} is back.")]
    internal static partial void LineBack(ILogger logger, string line);

    [LoggerMessage(11, LogLevel.Information, "The wall time of this boot is known ({Quality}): {Reason}.")]
    internal static partial void ClockKnown(ILogger logger, ClockQuality quality, string reason);

    [LoggerMessage(12, LogLevel.Warning,
        "The wall time is unknown: {Reason}. Alarms go at once, marked as of unknown time; readings wait for the clock, {Left} at most.")]
    internal static partial void ClockUnknown(ILogger logger, string reason, NodaTime.Duration left);

    [LoggerMessage(13, LogLevel.Warning,
        "The wall time is unknown: {Reason}. Everything goes without a time until it is known, and readings are not judged.")]
    internal static partial void ClockGivenUp(ILogger logger, string reason);

    [LoggerMessage(20, LogLevel.Information, "Evidence {Name} is kept; {Dropped} of the oldest files went for it.")]
    internal static partial void EvidenceKept(ILogger logger, string name, int dropped);

    [LoggerMessage(21, LogLevel.Error, "Evidence could not be kept: {Code}: {Message}")]
    internal static partial void EvidenceNotKept(ILogger logger, string code, Core.LocalizedText message);

    [LoggerMessage(22, LogLevel.Error, "Output {Output} could not be switched: {Why}.")]
    internal static partial void NotSwitched(ILogger logger, Exception? fault, string output, string why);

    [LoggerMessage(23, LogLevel.Information, "Output {Output} {How}.")]
    internal static partial void Driven(ILogger logger, string output, string how);

    [LoggerMessage(24, LogLevel.Error, "The {Part} threw; the loop goes on without it and tries again.")]
    internal static partial void PartFault(ILogger logger, Exception fault, string part);
}
