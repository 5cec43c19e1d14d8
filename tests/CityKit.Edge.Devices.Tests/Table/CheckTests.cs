using System.Text;
using CityKit.Core.Text;
using CityKit.Edge.Configuration;

namespace CityKit.Edge.Devices.Tests.Table;

/// <summary>What <c>check</c> says of devices, with the place in the file.</summary>
public sealed class CheckTests
{
    [Theory]
    [InlineData("""{"name": "a", "type": "bme28"}""", "", "devices[0].type", "bme280")]
    [InlineData("""{"name": "a", "type": "bme280", "address": "0x75"}""", "", "devices[0].address", "0x76")]
    [InlineData("""{"name": "a", "type": "hx711", "dataPin": 5}""", "", "devices[0].clockPin", null)]
    [InlineData("""{"name": "a", "type": "bme280", "adress": "0x76"}""", "", "devices[0].adress", "address")]
    [InlineData("""{"name": "a", "type": "lm75"}, {"name": "b", "type": "lm75", "address": "0x48"}""", "", "devices[1].address", null)]
    [InlineData("""{"name": "a", "type": "mcp3008"}, {"name": "b", "type": "mfrc522"}""", "", "devices[1].chipSelect", null)]
    [InlineData("""{"name": "a", "type": "lm75"}, {"name": "a", "type": "bme280"}""", "", "devices", null)]
    [InlineData("""{"name": "a", "type": "bme280"}""",
        """, "channels": [{"name": "c", "kind": "device", "device": "a", "quantity": "temprature", "periodMs": 1000}]""",
        "channels[0].quantity", "temperature")]
    [InlineData("""{"name": "cellar", "type": "bme280"}""",
        """, "channels": [{"name": "c", "kind": "device", "device": "celar", "quantity": "temperature", "periodMs": 1000}]""",
        "channels[0].device", "cellar")]
    [InlineData("""{"name": "a", "type": "bme280"}""",
        """, "channels": [{"name": "c", "kind": "code-reader", "device": "a", "saltFile": "s", "periodMs": 1000}]""", "channels[0].device",
        null)]
    [InlineData("""{"name": "exp1", "type": "mcp23017"}""",
        """, "outputs": [{"name": "o", "kind": "lamp", "chip": "device:exp", "offset": 1}]""", "outputs[0].chip", "device:exp1")]
    [InlineData("""{"name": "exp1", "type": "mcp23017"}""",
        """, "outputs": [{"name": "o", "kind": "lamp", "chip": "device:exp1", "offset": 16}]""", "outputs[0].offset", null)]
    [InlineData("""{"name": "exp1", "type": "mcp23017"}""",
        """, "outputs": [{"name": "o", "kind": "lamp", "chip": "device:exp1", "chipLine": "P1"}]""", "outputs[0].chipLine", null)]
    public void Check_WrongDevice_SaysWhereAndWhatWasMeant(string devices, string rest, string path, string? near)
    {
        var error = Assert.Single(Errors($$"""{"device": "d", "lines": [], "sensors": [], "devices": [{{devices}}]{{rest}}}"""));
        Assert.Equal((path, near), (error.Path, error.NearMiss));
        Assert.True(error.Line == 1 && error.Column > 1);
    }

    [Fact]
    public void Check_TwoDevicesAtOneAddress_NamesTheOther() =>
        Assert.Contains("0x48, which 'a' has",
            Assert.Single(Errors(
            """{"device": "d", "lines": [], "sensors": [], "devices": [{"name": "a", "type": "lm75"}, {"name": "b", "type": "ads1115"}]}""")).Message.En, StringComparison.Ordinal);

    [Fact]
    public void Check_OneAddressOnTwoBuses_IsRight() =>
        Assert.Empty(Errors("""{"device": "d", "lines": [], "sensors": [], "devices": [{"name": "a", "type": "lm75"}, {"name": "b", "type": "lm75", "bus": 3}]}"""));

    [Theory]
    [InlineData("""{"name": "s", "kind": "pulse-meter", "line": "x"}""")]
    [InlineData("""{"name": "s", "kind": "barriers", "upperLine": "x", "lowerLine": "y", "spacingMm": 3000}""")]
    public void Check_BarrierOrMeterOnADevice_IsRefusedWithTheReason(string sensor)
    {
        var errors = Errors($$"""{"device": "d", "devices": [{"name": "e", "type": "mcp23017"}], "lines": [{"name": "x", "chip": "device:e", "offset": 0}, {"name": "y", "chip": "pinctrl-rp1", "offset": 17}], "sensors": [{{sensor}}]}""");
        var error = Assert.Single(errors);
        Assert.Equal("sensors[0]", error.Path);
        Assert.Contains("kernel's time stamps", error.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ContactOnADevice_IsRight() =>
        Assert.Empty(Errors("""{"device": "d", "devices": [{"name": "e", "type": "mcp23017"}], "lines": [{"name": "x", "chip": "device:e", "offset": 0}], "sensors": [{"name": "s", "kind": "contact", "line": "x"}]}"""));

    [Fact]
    public void Check_VendorsKinds_AreKnownWhereTheyWereAdded()
    {
        const string json = """{"device": "d", "lines": [{"name": "x"}], "sensors": [{"name": "s", "kind": "own", "line": "x"}]}""";
        var edge = new EdgeBuilder()
            .AddDetector("own", sensor => new Detectors.Contacts.ContactOptions(sensor.Sensor, sensor.Line("line")));
        Assert.Empty(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(json), edge.Kinds).Errors);
        Assert.NotEmpty(EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(json)).Errors);
    }

    [Fact]
    public void Add_NameThatExists_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new EdgeBuilder().AddDetector("contact", _ => throw new InvalidOperationException()));

    private static IReadOnlyList<ConfigError> Errors(string json) =>
        EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(json), new EdgeBuilder().AddDevices().Kinds).Errors;
}
