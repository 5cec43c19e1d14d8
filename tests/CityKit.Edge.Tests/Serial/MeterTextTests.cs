using System.Globalization;
using System.Text.RegularExpressions;
using CityKit.Edge.Channels;
using CityKit.Edge.Serial;
using FsCheck;
using FsCheck.Fluent;

namespace CityKit.Edge.Tests.Serial;

/// <summary>
/// A number of a telegram is the one that is in it, or garbled; never another. Forms: IEC 62056-21, DSMR 5.0.2 P1, and what users of
/// Tasmota#10644, dsmr_parser#120, #60 and weewx#880 ran into.
/// </summary>
public sealed partial class MeterTextTests
{
    private const string Prefix = "1-0:1.8.0";

    [Theory]
    [InlineData("1-0:1.8.0", "*255(00123.456*kWh)", 123_456)] // the four of cases/08
    [InlineData("0-1:24.2.1", "(261120180000W)(00230.576*m3)", 230_576)]
    [InlineData("9-9:1.8.0", "(00123,456*kWh)", 123_456)]
    [InlineData("8-8:1.0.0", "(1.234E3*m3)", 1_234_000)]
    public void Read_TheTelegramOfCase08_GivesItsNumbers(string prefix, string rest, long value) =>
        Assert.Equal(new ChannelRead(value), MeterText.Read(prefix, rest, 3));

    [Theory]
    [InlineData("*255(00123.456*kWh)", 123_456_000)]
    [InlineData("(12)", 12_000_000)]
    [InlineData(" = -4.5 m3", -4_500_000)]
    [InlineData(":21.5°C", 21_500_000)]
    [InlineData("=+7", 7_000_000)]
    [InlineData("(1.5e-3*kWh)", 1_500)]
    [InlineData("(0,250*m³)", 250_000)]
    [InlineData("(12,5*kWh)", 12_500_000)]
    [InlineData("(00.123*kW)(2611201800)", 123_000)] // the highest power and when it was: the one with a unit
    public void Read_WhatMetersWrite_IsUnderstood(string rest, long value) =>
        Assert.Equal(new ChannelRead(value), MeterText.Read(Prefix, rest, 6));

    [Theory]
    [InlineData("")]
    [InlineData("(----)")]
    [InlineData("()")]
    [InlineData("(*kWh)")]
    [InlineData("(261120180000W)")] // a time alone
    [InlineData("(261120180000W)(00230.576)")] // which of the two?
    [InlineData("(1*kWh)(2*kWh)")]
    [InlineData("(00123.456*kWh")]
    [InlineData("(0012(00123.456*kWh)")] // two lines that ran into each other
    [InlineData("(00123.456*kWh)x")]
    [InlineData("(00123.456*kWh)*")]
    [InlineData("(1,234*kWh)")] // 1234 or 1.234
    [InlineData("(1,234,567*kWh)")]
    [InlineData("(1.234,5*kWh)")]
    [InlineData("(1 234*kWh)")]
    [InlineData("(1'234*kWh)")]
    [InlineData("(.5*kWh)")]
    [InlineData("(5.*kWh)")]
    [InlineData("(12E*kWh)")]
    [InlineData("(1E400*kWh)")]
    [InlineData("(1E19*kWh)")]
    [InlineData("(--5*kWh)")]
    [InlineData("(5-*kWh)")]
    [InlineData("(0x1F*kWh)")]
    [InlineData("(1F)")]
    [InlineData("(NaN*kWh)")]
    [InlineData("(Infinity)")]
    [InlineData("(١٢*kWh)")] // digits, but not these
    [InlineData("(12345678901234567890123456789*kWh)")]
    [InlineData("(9223372036854775808)")]
    [InlineData("(12*ERR)")]
    [InlineData(" 12 345 kWh")]
    [InlineData(" 12 OVERFLOW")]
    [InlineData(" 12kWh")]
    [InlineData(" - 4.5")]
    [InlineData("*255")]
    [InlineData("*2555(1)")]
    public void Read_WhatIsNotUnderstoodToItsEnd_IsGarbled(string rest) =>
        Assert.Equal(ChannelRead.None(ChannelRead.Garbled), MeterText.Read(Prefix, rest, 3));

    [Theory]
    [InlineData("1-0:1.8.1", "0(5*kWh)")]
    [InlineData("1-0:1.8", ".1(5*kWh)")]
    [InlineData("ch1", "a = 5")]
    public void Read_ARegisterThatBeginsAlike_IsAnother(string prefix, string rest) => Assert.Null(MeterText.Read(prefix, rest, 0));

    [Theory]
    [InlineData("(1.5*kWh)", "kWh", 1_500, null)]
    [InlineData("(1.5*m3)", "m³", 1_500, null)]
    [InlineData("(1.5*MWh)", "kWh", 0, ChannelRead.Garbled)] // it changed its range
    [InlineData("(1.5*mW)", "MW", 0, ChannelRead.Garbled)]
    [InlineData("(1.5*Nm3)", "Nm3", 1_500, null)] // none of the known ones, but the one wanted
    [InlineData("(1.5)", "kWh", 1_500, null)] // it states none
    [InlineData("(3*A)(1.5*kWh)", "kWh", 0, ChannelRead.Garbled)]
    public void Read_WithAUnit_TakesNoOther(string rest, string unit, long value, string? problem) =>
        Assert.Equal(new ChannelRead(value, problem), MeterText.Read(Prefix, rest, 3, unit));

    [Fact]
    public void Read_AnyText_GivesNoNumberThatIsNotInIt()
    {
        var piece = Gen.Elements("(", ")", "*", "kWh", "m3", "1", "23", "0", "00", ".", ",", "E", "e", "-", "+", " ", "=", ":", "W", "°C",
            "x", "'", "²", "٣", "*255", "(261120180000W)");
        Prop.ForAll(piece.ArrayOf().ToArbitrary(), pieces =>
        {
            var text = string.Concat(pieces);
            var read = MeterText.Read(Prefix, text, 0);
            return (read is not { Problem: null } found || Numbers(text).Contains(found.Value)).Label($"'{text}' gave {read}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    /// <summary>The longest runs of what numbers consist of, read one by one and rounded as channels are.</summary>
    private static IEnumerable<decimal> Numbers(string text) =>
        NumberRun().Matches(text)
            .Select(m => decimal.TryParse(m.Value.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var n)
        ? decimal.Round(n, MidpointRounding.AwayFromZero) : decimal.MinValue);

    [GeneratedRegex(@"(?<![0-9A-Za-z.,'+-])[+-]?[0-9]+([.,][0-9]+)?([Ee][+-]?[0-9]+)?(?![0-9A-Za-z.,'+-])")]
    private static partial Regex NumberRun();
}
