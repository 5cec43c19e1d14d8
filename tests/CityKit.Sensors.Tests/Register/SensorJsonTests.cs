using System.Text;
using CityKit.Sensors.Register;

namespace CityKit.Sensors.Tests.Register;

public sealed class SensorJsonTests
{
    [Theory] // every member of an entry, alone and all together
    [InlineData("""{"device":"pi-1","sensor":"smoke","quantity":"smoke","validFrom":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"device":"pi-1","sensor":"smoke","quantity":"smoke","validFrom":"2026-01-01T00:00:00Z","validTo":"2026-02-01T00:00:00.5Z"}""")]
    [InlineData("""{"device":"gas","sensor":"g-1","quantity":"gas","unit":"m3","perUnit":1000,"rollover":100000,"maxRate":"6 m3/h","validFrom":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"device":"gas","sensor":"g-1","quantity":"gas","unit":"m3","maxRate":"0.25 m3/h","validFrom":"2026-01-01T00:00:00Z"}""")]
    [InlineData("""{"device":"pi-1","sensor":"a","quantity":"lamp","place":{"longitude":120.4112345,"latitude":36.0612345},"grid":"370202999001001","component":"37020201002900001","household":"h-7","consent":{"purpose":"elder-care","givenBy":"h-7-head","from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"},"compound":"海情花园","building":"3","entrance":"1","validFrom":"2026-01-01T00:00:00Z"}""")]
    public void ToUtf8_OfAnEntry_IsReadBackAsItWas(string entry)
    {
        var register = SensorRegister.Parse(Encoding.UTF8.GetBytes($$"""{"version":1,"sensors":[{{entry}}]}"""), out var errors);
        Assert.True(register is not null, string.Join('\n', errors));
        var again = SensorRegister.Parse(SensorJson.ToUtf8(register.Sensors).Span, out errors);
        Assert.True(again is not null, string.Join('\n', errors));
        Assert.Equal(register.Sensors.ToArray(), again.Sensors.ToArray());
    }

    [Fact]
    public void ToUtf8_OfNone_IsAnEmptyRegister() => Assert.Equal(0, SensorRegister.Parse(SensorJson.ToUtf8([]).Span, out _)!.Count);
}
