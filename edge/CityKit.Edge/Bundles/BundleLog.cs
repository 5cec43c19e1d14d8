using CityKit.Core;
using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Bundles;

internal static partial class BundleLog
{
    [LoggerMessage(Level = LogLevel.Information,
        Message = "Configuration {Version} is in force on trial; before it was {Previous}. 新配置试运行。")]
    internal static partial void Activated(ILogger logger, long version, long previous);

    [LoggerMessage(Level = LogLevel.Information, Message = "Configuration {Version} came up healthy. 新配置运行正常。")]
    internal static partial void Confirmed(ILogger logger, long version);

    [LoggerMessage(Level = LogLevel.Error, Message = "Configuration {Version} was rolled back to {Previous}: {Why}. 配置已回退。")]
    internal static partial void RolledBack(ILogger logger, long version, long previous, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A configuration was refused ({Code}): {Message}")]
    internal static partial void Refused(ILogger logger, string code, LocalizedText message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A configuration could not be stored; what was in force still is. 配置无法存储。")]
    internal static partial void NotStored(ILogger logger, Exception failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub gave no answer about configurations: {Why}")]
    internal static partial void NoAnswer(ILogger logger, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The device could not run under configuration {Version}. 设备无法按此配置运行。")]
    internal static partial void CannotRun(ILogger logger, Exception failed, long version);
}
