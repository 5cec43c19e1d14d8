using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Tests.Alerts;

public sealed class AlertIdTests
{
    [Fact]
    public void Of_Cause_IsTheFirstHalfOfItsDigest()
    {
        var key = new SensorKey(DeviceId.Parse("d1"), SensorName.Parse("smoke"));
        var id = AlertId.Of("smoke", key, Instant.FromUtc(2026, 3, 1, 0, 0) + Duration.FromNanoseconds(5));
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes("smoke|d1|smoke|2026-03-01T00:00:00.000000005Z"));
        Assert.Equal(Convert.ToHexStringLower(digest.AsSpan(0, 16)), id.ToString());
        Assert.Equal(id, AlertId.Parse(id.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF")]
    public void Parse_OtherText_Throws(string text) => Assert.Throws<FormatException>(() => AlertId.Parse(text));
}
