using System.Globalization;
using System.Security.Cryptography;
using CityKit.Core;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Status;
using CityKit.Credentials.Trust;
using CityKit.Edge.Channels;
using CityKit.Edge.Detectors;
using CityKit.Edge.Detectors.Passes;
using NodaTime;
using static CityKit.Benchmarks.Figures;

namespace CityKit.Benchmarks;

/// <summary>
/// From the text of a scanned code to the relay on the edge, offline: Base45, form, point, two signatures, status, single use. Beside
/// it two bare <c>ECDsa.VerifyData</c> and the import of one uncompressed key. CPU time of the process, in rounds in turn.
/// </summary>
internal sealed class PassScans : IDetectorOutput
{
    private const int Rounds = 31;
    private const int Scans = 90; // a gate keeps 96 uses
    private const int Warm = 20;
    private const int List = int.MaxValue;
    private const int FirstIndex = 1_000_000;
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 8, 0, 7);

    private readonly SigningKey station = SigningKey.Create(new string('k', 32));
    private readonly SigningKey phone = SigningKey.Create();
    private readonly string gate;
    private readonly GateTrust trust;
    private readonly ECDsa issuerKey;
    private readonly ECParameters holderPoint;
    private readonly PassCode[] codes;
    private readonly string[] texts;
    private readonly byte[] passSigned;
    private readonly byte[] shown = RandomNumberGenerator.GetBytes(64);
    private readonly byte[] passSignature;
    private readonly byte[] shownSignature;
    private int opened;

    private PassScans(string gate, string issuer, string type, PassField[] fields)
    {
        this.gate = gate;
        trust = NewTrust(issuer, type);
        codes = [.. Enumerable.Range(0, Scans).Select(index => PassCode.Show(NewPass(issuer, type, fields, index), phone, gate, Now))];
        texts = [.. codes.Select(code => code.ToString())];
        passSigned = codes[0].Pass.Bytes.ToArray();
        (passSignature, shownSignature) = (station.Sign(passSigned), phone.Sign(shown));
        issuerKey = ECDsa.Create(PointOf(station.PublicKey));
        holderPoint = PointOf(phone.PublicKey);
    }

    internal static void Run()
    {
        new PassScans("gate-3", "rider-station", "rider", [new PassField("fleet", "F-12")]).Compare("ordinary pass");
        new PassScans(new string('g', 32), new string('i', 64), new string('t', 32),
            [.. Enumerable.Range(0, 3).Select(n => new PassField($"field-name-{n:00000}", new string('v', 48)))]).Compare("largest pass");
    }

    public void Add(EventKind kind, long nanoseconds, long value, long span, EventFlags flags, EventFields? fields) { }

    public void Switch(string output, bool active) => opened += active ? 1 : 0;

    private void Compare(string what)
    {
        var (ours, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Warm; round++)
        {
            ScanAll();
            VerifyAll();
        }
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(CpuSeconds(ScanAll) * 1e6 / Scans);
            bare.Add(CpuSeconds(VerifyAll) * 1e6 / Scans);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}, {texts[0].Length} characters: scan to relay {Median(ours):0.0} us (least {ours.Min():0.0}, most {ours.Max():0.0}); "
            + $"2 VerifyData, 1 import {Median(bare):0.0} us; times bare {Median(ours) / Median(bare):0.00}"));
    }

    /// <summary>Each code once, at a gate that has seen none.</summary>
    private void ScanAll()
    {
        var detector = new PassDetector(new PassOptions(SensorName.Parse("gate"), "scanner",
            new PassGateOptions(gate, [codes[0].Pass.Content.Type]), "gate"));
        detector.OnClock(0, Now, this);
        opened = 0;
        for (var scan = 0; scan < Scans; scan++)
            detector.OnSample(0, new ChannelRead(0) { Pass = new ScannedPass(texts[scan], trust) }, scan, this);
        if (opened != Scans) throw new InvalidOperationException($"The gate opened {opened} times, not {Scans}.");
    }

    private void VerifyAll()
    {
        for (var scan = 0; scan < Scans; scan++)
        {
            using var holder = ECDsa.Create(holderPoint);
            if (!issuerKey.VerifyData(passSigned, passSignature, HashAlgorithmName.SHA256)
                || !holder.VerifyData(shown, shownSignature, HashAlgorithmName.SHA256))
                throw new InvalidOperationException("A bare signature failed.");
        }
    }

    private SignedPass NewPass(string issuer, string type, PassField[] fields, int index) => SignedPass.Issue(
        new Pass(issuer, station.PublicKey.Id!, type, Now - Duration.FromDays(1), Now + Duration.FromDays(30), phone.PublicKey, List,
            FirstIndex + index, fields), station);

    private GateTrust NewTrust(string issuer, string type)
    {
        var made = Now - Duration.FromHours(1);
        var list = new StatusListToken("https://riders.example/passes/0", StatusList.FromBytes(1, new byte[1 << 17]), made);
        var known = new Issuer(issuer, [new IssuerKey(station.PublicKey, Now - Duration.FromDays(365), null)], [type]);
        var bundled = new BundledIssuer(known, [new BundledList(List, list)]);
        return new GateTrust(new TrustBundle(1, made, Now + Duration.FromDays(1), [bundled]));
    }

    private static ECParameters PointOf(PublicJwk key) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = key.X.ToArray(), Y = key.Y.ToArray() },
    };
}
