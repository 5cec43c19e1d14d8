using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Detectors.Passes;
using CityKit.Edge.Serial;
using CityKit.Edge.Tests.Detectors;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Serial;

/// <summary>A scanner is a pseudo-terminal; what it says never comes out again.</summary>
public sealed class CodeScannerTests
{
    private const string Secret = "CK1:Zhang San 13800001234";
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];

    [Fact]
    public void Read_PseudoTerminal_GivesEachCodeOnceAsItsDigest()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("salt"), Salt);
        using var terminal = new PseudoTerminal();
        using var source = new CodeScannerSource("gate",
            new CodeScannerOptions(new SerialPortOptions(terminal.Path), folder.File("salt")) { Prefixes = ["CK1:", "CK"] });
        Assert.Equal(new ChannelRead(0), source.Read(0));

        terminal.Write(Secret + "\r\nCK2\r");
        var digest = Convert.ToHexStringLower(HMACSHA256.HashData(Salt, Encoding.UTF8.GetBytes(Secret)).AsSpan(0, 16));
        Assert.Equal(new ScannedCode(digest, "CK1:", Secret.Length, null), source.Read(0).Code);
        Assert.Equal(("CK", 3), (source.Read(0).Code!.Prefix, 3));
        Assert.Null(source.Read(0).Code);

        terminal.HangUp();
        Assert.Equal(ChannelRead.Gone, source.Read(0).Problem);
    }

    [Theory]
    [InlineData("XX1", "prefix")]
    [InlineData("CK中文", "characters")]
    [InlineData("CK\u001b[2J", "not-text")]
    [InlineData("CK345678901234567", "too-long")]
    public void Read_WhatIsNotAllowed_IsRefusedWithNothingOfIt(string code, string why)
    {
        using var folder = new TempFolder();
        using var terminal = new PseudoTerminal();
        using var source = new CodeScannerSource("gate",
            new CodeScannerOptions(new SerialPortOptions(terminal.Path), folder.File("salt")) { Prefixes = ["CK"], MaxCharacters = 16 });
        Assert.Null(source.Read(0).Code);
        terminal.Write(code + "\n");
        Assert.Equal(new ScannedCode("", "", 0, why), source.Read(0).Code);
    }

    [Fact]
    public void Read_NoSaltYet_MakesOneThatStaysAndThatOnlyItsOwnerReads()
    {
        using var folder = new TempFolder();
        using var terminal = new PseudoTerminal();
        var options = new CodeScannerOptions(new SerialPortOptions(terminal.Path), folder.File("salt"));
        using (var source = new CodeScannerSource("gate", options)) Assert.Null(source.Read(0).Problem);
        var made = File.ReadAllBytes(folder.File("salt"));
        using (var source = new CodeScannerSource("gate", options)) Assert.Null(source.Read(0).Problem);

        Assert.Equal(32, made.Length);
        Assert.Equal(made, File.ReadAllBytes(folder.File("salt")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("salt")));
    }

    [Fact]
    public void Read_SaltTooShortOrNowhere_IsAProblemAndNoCode()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.File("short"), Salt.AsSpan(0, 15));
        foreach (var path in (string[])[folder.File("short"), folder.File("no/such/folder/salt")])
        {
            using var source = new CodeScannerSource("gate", new CodeScannerOptions(new SerialPortOptions("/dev/null"), path));
            Assert.Equal(CodeScannerSource.NoSalt, source.Read(0).Problem);
        }
    }

    [Fact]
    public void Read_MoreCodesThanWait_GivesTheFirstThirtyTwo()
    {
        using var folder = new TempFolder();
        using var terminal = new PseudoTerminal();
        using var source = new CodeScannerSource("gate", new CodeScannerOptions(new SerialPortOptions(terminal.Path), folder.File("salt")));
        Assert.Null(source.Read(0).Code);
        terminal.Write(string.Concat(Enumerable.Range(0, 40).Select(i => $"code-{i}\n")));
        Assert.Equal(CodeScannerSource.MaxWaiting, Enumerable.Range(0, 60).Count(_ => source.Read(0).Code is not null));
    }

    [Fact]
    public void OnSample_SameCodeWithinTheHoldOff_IsOneScanAndNothingTellsTheCode()
    {
        var (detector, log) = ((IChannelDetector)new CodeOptions(SensorName.Parse("gate"), "c").CreateDetector(), new EventLog());
        var code = new CodeScannerOptions(new SerialPortOptions("p"), "s") { Prefixes = ["CK1:"] }.Report(new SerialText(Secret, null),
            Salt);
        foreach (var second in (long[])[1, 2, 4, 8]) detector.OnSample(0, new ChannelRead(0) { Code = code }, second * 1_000_000_000, log);
        foreach (var second in (long[])[9, 10, 11])
            detector.OnSample(0, new ChannelRead(0) { Code = new ScannedCode("", "", 0, "prefix") }, second * 1_000_000_000, log);
        detector.OnSample(0, ChannelRead.None(ChannelRead.Gone), 12_000_000_000, log);
        detector.OnTime(100_000_000_000, log);

        Assert.Equal($"""
            1000 Reading 1 digest={code.Digest} chars=25 prefix=CK1:
            8000 Reading 1 digest={code.Digest} chars=25 prefix=CK1:
            9000 Rejection 1 reason=prefix
            12000 Fault 1 reason=gone
            69000 Rejection 2 span=60000 reason=more
            """, log.Text);
        Assert.DoesNotContain("Zhang", log.Text + code, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", code.Prefix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"c","kind":"code-scanner","path":"/dev/ttyUSB0","periodMs":100,"saltFile":"s","prefixes":["CK1:"],"maxChars":64,"speed":"115200"}""", null)]
    [InlineData("""{"name":"c","kind":"code-scanner","path":"/dev/ttyUSB0","periodMs":100}""", "saltFile")]
    [InlineData("""{"name":"c","kind":"code-scanner","path":"p","periodMs":100,"saltFile":"s","prefixes":["中"]}""", "prefixes")]
    [InlineData("""{"name":"c","kind":"code-scanner","path":"p","periodMs":100,"saltFile":"s"},{"name":"m","kind":"serial-meter","path":"p","periodMs":100,"prefix":"1"}""", "channels")]
    public void Parse_CodeScanner_TakesItsMembers(string channels, string? wrong)
    {
        var result = EdgeConfiguration.Parse(
            Encoding.UTF8.GetBytes(
            $$"""{"device":"d","lines":[],"channels":[{{channels}}],"sensors":[{"name":"s","kind":"code","channel":"c","holdOffS":5}]}"""));
        if (wrong is not null) Assert.Contains(result.Errors, e => e.Path.Contains(wrong, StringComparison.Ordinal));
        else Assert.Equal(("CK1:", 64, 115_200, 5.0),
            (result.Configuration!.Channels[0].Codes!.Prefixes[0], result.Configuration.Channels[0].Codes!.MaxCharacters,
                result.Configuration.Channels[0].Codes!.Port.BitsPerSecond,
                Assert.IsType<CodeOptions>(result.Configuration.Sensors[0]).HoldOff.TotalSeconds));
    }
}
