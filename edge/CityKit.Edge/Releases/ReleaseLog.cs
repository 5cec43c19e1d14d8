using CityKit.Core;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Releases;

internal static partial class ReleaseLog
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "Release {Version} (number {Number}) is stored and will be started on trial; before it was {Previous}. 新版本待试运行。")]
    internal static partial void Activated(ILogger logger, string version, long number, long previous);

    [LoggerMessage(Level = LogLevel.Information, Message = "Release {Number} came up healthy. 新版本运行正常。")]
    internal static partial void Confirmed(ILogger logger, long number);

    [LoggerMessage(Level = LogLevel.Error, Message = "Release {Number} was rolled back to {Previous}: {Why}. 版本已回退。")]
    internal static partial void RolledBack(ILogger logger, long number, long previous, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A release was refused ({Code}): {Message}")]
    internal static partial void Refused(ILogger logger, string code, LocalizedText message);
}
