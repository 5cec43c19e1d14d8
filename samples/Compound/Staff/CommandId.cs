using System.Security.Cryptography;
using System.Text;
using CityKit.Core.Time;
using NodaTime;

namespace CityKit.Samples.Compound.Staff;

/// <summary>Ids of the staff's commands: from what they are about, so that the same command said twice is one.</summary>
internal static class CommandId
{
    /// <summary>The id of a command about a subject that has been as it is since a moment.</summary>
    public static string Of(string subject, string command, Instant since)
    {
        var cause = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{subject}|{command}|{since.ToUnixNanoseconds()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(cause)).AsSpan(0, 16));
    }
}
