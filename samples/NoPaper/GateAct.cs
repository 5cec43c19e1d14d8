using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using CityKit.Credentials.Trust;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using QRCoder;

namespace CityKit.Samples.NoPaper;

/// <summary>A resident at a gate that has no network: opened once, and every refusal with its reason.</summary>
internal sealed class GateAct(Screen screen, Checks checks, FakeTimeProvider time) : IDisposable
{
    private const string Type = "resident";
    private static readonly LocalizedText Used = new("此码已用过，请等待手机刷新。", "This code opened the gate already; wait for the next one.");
    private readonly Bureau property = new("property-office", Type);
    private readonly SigningKey phone = SigningKey.Create();
    private readonly SigningKey lostPhone = SigningKey.Create();
    private readonly DeviceKey city = DeviceKey.Create();

    internal void Play()
    {
        screen.Title("通行证与离线闸机", "A pass, and a gate without network");
        var (resident, lost) = (Issue(phone, index: 0), Issue(lostPhone, index: 1));
        property.Revoke(1);
        using var gate = new Gate(SignBundle(), city.Public, time.Now);
        var code = PassCode.Show(resident, phone, Gate.Name, time.Now).ToString();
        ShowCode(code);
        Scan(gate, "居民出示", "The resident's code", code, null);
        Scan(gate, "同一个码再次出示", "The same code again", code, "used");
        Scan(gate, "已废止的通行证", "A pass that was revoked", PassCode.Show(lost, lostPhone, Gate.Name, time.Now).ToString(), "revoked");
        Scan(gate, "别的闸机的码", "A code for another gate", PassCode.Show(resident, phone, "west-gate", time.Now).ToString(), "wrong-gate");
        Later(gate, Duration.FromHours(24 + 71));
        Scan(gate, "断网 95 小时（宽限期内）", "95 h without network, within the grace", Again(resident), null);
        Later(gate, Duration.FromHours(2));
        Scan(gate, "断网 97 小时（超过宽限期）", "97 h without network, after the grace", Again(resident), "stale");
        Later(gate, Duration.FromSeconds(10));
        checks.Expect("times that the gate opened", 2, gate.Opened);
        checks.Expect("the gate at the end is open", false, gate.IsOpen);
    }

    public void Dispose()
    {
        property.Dispose();
        phone.Dispose();
        lostPhone.Dispose();
        city.Dispose();
    }

    private string Again(SignedPass pass) => PassCode.Show(pass, phone, Gate.Name, time.Now).ToString();

    private SignedPass Issue(SigningKey holder, int index)
    {
        var pass = new Pass(property.Id, Bureau.KeyId, Type, time.Now, time.Now + Duration.FromDays(30), holder.PublicKey, 0, index, []);
        return SignedPass.Issue(pass, property.Key);
    }

    /// <summary>All that gates need for a day: the issuer, its key, its list; signed with the city's key.</summary>
    private byte[] SignBundle()
    {
        var issuer = new BundledIssuer(property.Issuer, [new BundledList(0, property.ListAt(time.Now))]);
        var bundle = SignedTrustBundle.Sign(new TrustBundle(1, time.Now, time.Now + Duration.FromHours(24), [issuer]), city).Encode();
        screen.Say($"信任包已签名：{bundle.Length} 字节，24 小时有效，宽限 72 小时",
            $"Trust bundle signed: {bundle.Length} bytes, valid 24 h, with 72 h of grace");
        return bundle;
    }

    private void ShowCode(string code)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(code, QRCodeGenerator.ECCLevel.M);
        using var picture = new AsciiQRCode(data);
        screen.Show(picture.GetGraphicSmall());
        screen.Say($"通行码：{code.Length} 个字符", $"The pass as a code: {code.Length} characters");
        checks.Expect("the code fits QR 20-M", true, code.Length <= PassCode.MaxCharacters);
    }

    private void Scan(Gate gate, string zh, string en, string code, string? expected)
    {
        var refusal = gate.Scan(code, time.Now);
        var words = refusal is null ? new LocalizedText("开门", "the gate opens") : gate.WordsFor(code, time.Now) ?? Used;
        screen.Say($"{(refusal is null ? "✓" : "✗")} {zh}：{words.Zh}", $"{en}: {words.En}");
        checks.Expect(en, expected, refusal);
    }

    private void Later(Gate gate, Duration by)
    {
        time.Advance(by);
        gate.Wait(time.Now);
    }
}
