using Microsoft.Extensions.Logging;

namespace CityKit.Samples.Sms;

/// <summary>What the channel logs: never a number, never a text.</summary>
internal static partial class SmsLog
{
    [LoggerMessage(1, LogLevel.Information, "{Key} to {Masked}: taken by the carrier (code {Code})")]
    internal static partial void Taken(ILogger logger, string key, string masked, int code);

    [LoggerMessage(2, LogLevel.Warning, "{Key} to {Masked}: {Reason}")]
    internal static partial void Failed(ILogger logger, string key, string masked, string reason);
}
