using Microsoft.Extensions.Logging;

namespace CityKit.Credentials.Hub;

/// <summary>What is logged when repeated work could not be done.</summary>
internal static partial class RepeatedWorkLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The hub cannot read which gates to open now: it tries again. 暂时无法读取待开闸机，稍后重试。")]
    internal static partial void GatesNotRead(ILogger logger, Exception notNow);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Certificates cannot be fetched now: they are asked for again. 暂时无法获取证照，稍后重试。")]
    internal static partial void NotFetched(ILogger logger, Exception notNow);
}
