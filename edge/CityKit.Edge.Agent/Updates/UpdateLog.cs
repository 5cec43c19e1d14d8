using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Agent.Updates;

internal static partial class UpdateLog
{
    [LoggerMessage(120, LogLevel.Error,
        "Releases of the agent cannot be read or written in {Folder}: {Why} What runs goes on. 版本目录无法读写，继续运行。")]
    internal static partial void Unusable(ILogger logger, string folder, string why);

    [LoggerMessage(121, LogLevel.Critical, "Program {Number} cannot be started in this one's place: {Why}. 无法启动程序。")]
    internal static partial void CannotStart(ILogger logger, long number, string why);

    [LoggerMessage(122, LogLevel.Warning, "The hub gave no answer about releases: {Why}")]
    internal static partial void NoAnswer(ILogger logger, string why);

    [LoggerMessage(123, LogLevel.Warning, "{File} cannot be taken: {Why}")]
    internal static partial void NotTaken(ILogger logger, string file, string why);

    [LoggerMessage(124, LogLevel.Information, "Ends, so that another release takes this one's place. 即将切换版本。")]
    internal static partial void Switches(ILogger logger);
}
