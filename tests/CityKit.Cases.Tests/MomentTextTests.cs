using System.Text;
using System.Text.Json;
using CityKit.Cases.Json;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cases.Tests;

/// <summary>Moments in stored items are written without a text of their own, and as the pattern has them.</summary>
public class MomentTextTests
{
    [Theory]
    [InlineData("2026-03-11T01:00:00Z")]
    [InlineData("2026-03-11T01:00:30Z")]
    [InlineData("2026-03-11T01:20:30.5Z")]
    [InlineData("2026-03-11T01:20:30.0000001Z")]
    [InlineData("2026-03-11T01:20:30.000000001Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59.999999999Z")]
    [InlineData("-0044-03-15T12:00:00Z")]
    public void Write_AMoment_IsItsPattern(string text) => Assert.Equal(text, Written(JsonNames.Instant(text)));

    [Fact]
    public void Write_AnyMoment_IsItsPattern()
    {
        var random = new Random(1);
        for (var n = 0; n < 20_000; n++)
        {
            var at = Instant.FromUnixTimeSeconds(random.NextInt64(-70_000_000_000, 250_000_000_000));
            at += Duration.FromNanoseconds(random.Next(1_000) * (long)Math.Pow(10, random.Next(7)));
            Assert.Equal(InstantPattern.ExtendedIso.Format(at), Written(at));
        }
    }

    private static string Written(Instant at)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            JsonNames.Write(json, "at", at);
            json.WriteEndObject();
        }
        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement.GetProperty("at").GetString()!;
    }
}
