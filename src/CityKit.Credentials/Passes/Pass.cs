using System.Text;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Credentials.Keys;
using NodaTime;

namespace CityKit.Credentials.Passes;

/// <summary>A pass (通行证): an issuer's statement that the holder of a key, who is not named, may go through gates.</summary>
/// <remarks>
/// For gates that open without network. It is an immutable value; signing and showing are pure. Nothing personal is in it, as anyone beside
/// the gate can see a code: the phone proves that it has the key, with a code that is worth 30 seconds at one gate. It opens nothing by
/// itself; a <see cref="PassGate"/> decides.
/// </remarks>
/// <param name="Issuer">The issuer's id, as the gates' bundle names it: 1 to 64 bytes of printable ASCII.</param>
/// <param name="KeyId">Which of the issuer's keys signed: 1 to 32 bytes of printable ASCII.</param>
/// <param name="Type">The type of pass, such as <c>rider</c>: 1 to 32 bytes of printable ASCII.</param>
/// <param name="ValidFrom">From when it is valid; whole seconds.</param>
/// <param name="ValidUntil">Until when, exclusive; whole seconds.</param>
/// <param name="HolderKey">The holder's public key, on P-256.</param>
/// <param name="StatusList">The number of the issuer's status list, from 0.</param>
/// <param name="StatusIndex">The pass's place in that list, from 0.</param>
/// <param name="Fields">At most three.</param>
/// <example><code>
/// using var station = SigningKey.Create("k1");
/// using var phone = SigningKey.Create();
/// var pass = new Pass("rider-station", "k1", "rider", now, now + Duration.FromDays(30), phone.PublicKey, 0, 4711, [new("fleet", "F-12")]);
/// var signed = SignedPass.Issue(pass, station);                  // by the issuer, once
/// Console.WriteLine(PassCode.Show(signed, phone, "gate-3", now)); // by the phone, every 30 s: the text of a QR code
/// </code></example>
public sealed record Pass(string Issuer, string KeyId, string Type, Instant ValidFrom, Instant ValidUntil, PublicJwk HolderKey,
    int StatusList, int StatusIndex, IReadOnlyList<PassField> Fields)
{
    /// <summary>The most fields.</summary>
    public const int MaxFields = 3;

    internal const int MaxIssuer = 64;
    internal const int MaxKeyId = 32;
    internal const int MaxType = 32;
    internal const int MaxName = 16;
    internal const int MaxValue = 48;

    private const int Form = 1;
    private const int Members = 10;
    private const int MaxBytes = 512;

    private static readonly LocalizedText FormTerm = new("格式", "form");
    private static readonly LocalizedText MembersTerm = new("成员数", "members");

    /// <summary>The bytes that the issuer signs: one MessagePack array, the members by position.</summary>
    /// <exception cref="ArgumentException">A member is out of its range; the message names it.</exception>
    internal byte[] Encode()
    {
        Check();
        var writer = new WireWriter(new byte[MaxBytes]);
        writer.WriteArrayHeader(Members);
        writer.WriteInt64(Form);
        writer.WriteString(Issuer);
        writer.WriteString(KeyId);
        writer.WriteString(Type);
        writer.WriteInt64(ValidFrom.ToUnixTimeSeconds());
        writer.WriteInt64(ValidUntil.ToUnixTimeSeconds());
        writer.WriteBinary(CompressedPoint.Compress(HolderKey));
        writer.WriteInt64(StatusList);
        writer.WriteInt64(StatusIndex);
        WriteFields(ref writer);
        return writer.Written.ToArray();
    }

    /// <returns>The pass, or null with what is wrong and where.</returns>
    internal static Pass? Decode(ReadOnlySpan<byte> bytes, out WireError? error)
    {
        var reader = new WireReader(bytes);
        Expect(ref reader, reader.ReadArrayHeader(), Members, MembersTerm);
        Expect(ref reader, reader.ReadInt64(), Form, FormTerm);
        var (issuer, keyId, type) = (Printable(ref reader, MaxIssuer), Printable(ref reader, MaxKeyId), Printable(ref reader, MaxType));
        var (from, until) = (Seconds(ref reader), Seconds(ref reader));
        var key = Key(ref reader);
        var (list, index) = (Number(ref reader), Number(ref reader));
        var fields = ReadFields(ref reader);
        if (!reader.AtEnd) reader.RejectRest(new("通行证", "pass"));
        error = reader.Error;
        return error is null ? new Pass(issuer, keyId, type, from, until, key!, list, index, fields) : null;
    }

    private void Check()
    {
        Require(IsPrintable(Issuer, MaxIssuer), nameof(Issuer), $"1 to {MaxIssuer} bytes of printable ASCII");
        Require(IsPrintable(KeyId, MaxKeyId), nameof(KeyId), $"1 to {MaxKeyId} bytes of printable ASCII");
        Require(IsPrintable(Type, MaxType), nameof(Type), $"1 to {MaxType} bytes of printable ASCII");
        Require(HolderKey?.Curve == Es256Suite.Curve, nameof(HolderKey), "a key on P-256");
        Require(ValidFrom < ValidUntil, nameof(ValidUntil), "after ValidFrom");
        Require(StatusList >= 0 && StatusIndex >= 0, nameof(StatusIndex), "list and index from 0");
        Require(Fields?.Count <= MaxFields, nameof(Fields), $"at most {MaxFields}");
        foreach (var field in Fields!)
            Require(IsField(field), nameof(Fields), $"a name of 1 to {MaxName} of a-z, 0-9, '-', a value of 1 to {MaxValue} bytes");
    }

    private static void Require(bool holds, string member, string allowed)
    {
        if (!holds) throw new ArgumentException($"{member} must be {allowed}.", member);
    }

    private void WriteFields(ref WireWriter writer)
    {
        writer.WriteArrayHeader(2 * Fields.Count);
        foreach (var field in Fields)
        {
            writer.WriteString(field.Name);
            writer.WriteString(field.Value);
        }
    }

    private static PassField[] ReadFields(ref WireReader reader)
    {
        var (at, count) = (reader.Position, reader.ReadArrayHeader());
        if (count > 2 * MaxFields || count % 2 != 0)
            reader.Reject(at,
                new($"{count} 个文本", $"{count} texts"),
                new($"最多 {MaxFields} 个字段，各有名称和值", $"at most {MaxFields} fields, of a name and a value each"));
        var fields = new PassField[reader.Error is null ? count / 2 : 0];
        for (var i = 0; i < fields.Length; i++) fields[i] = ReadField(ref reader);
        return fields;
    }

    private static PassField ReadField(ref WireReader reader)
    {
        var at = reader.Position;
        var field = new PassField(reader.ReadString(MaxName), reader.ReadString(MaxValue));
        if (reader.Error is null && !IsField(field)) reader.Reject(at,
            new("字段", "a field"), new("由 a-z、0-9、- 组成的名称和一个值", "a name of a-z, 0-9, '-' and a value"));
        return field;
    }

    private static bool IsField(PassField field) => field.Name.Length is > 0 and <= MaxName
        && field.Name.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0
        && Encoding.UTF8.GetByteCount(field.Value) is > 0 and <= MaxValue;

    private static bool IsPrintable(string? text, int most) =>
        text?.Length > 0 && text.Length <= most && text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    private static string Printable(ref WireReader reader, int most)
    {
        var at = reader.Position;
        var text = reader.ReadString(most);
        if (reader.Error is null && !IsPrintable(text, most)) reader.Reject(at,
            new("文本", "a text"), new($"1 至 {most} 字节可打印 ASCII", $"1 to {most} bytes of printable ASCII"));
        return text;
    }

    private static Instant Seconds(ref WireReader reader)
    {
        var at = reader.Position;
        var seconds = reader.ReadInt64();
        if (seconds is >= 0 and <= uint.MaxValue) return Instant.FromUnixTimeSeconds(seconds);
        reader.Reject(at, new($"第 {seconds} 秒", $"second {seconds}"), WireError.Between(0, uint.MaxValue));
        return default;
    }

    private static int Number(ref WireReader reader)
    {
        var at = reader.Position;
        var number = reader.ReadInt64();
        if (number is < 0 or > int.MaxValue) reader.Reject(at, LocalizedText.Values($"{number}"), WireError.Between(0, int.MaxValue));
        return reader.Error is null ? (int)number : 0;
    }

    private static PublicJwk? Key(ref WireReader reader)
    {
        var at = reader.Position;
        var bytes = reader.ReadBinary();
        var key = reader.Error is null ? CompressedPoint.Expand(bytes) : null;
        if (key is null) reader.Reject(at,
            new("持有人的密钥", "a holder's key"),
            new($"{CompressedPoint.Bytes} 字节的 P-256 点", $"a point of P-256 in {CompressedPoint.Bytes} bytes"));
        return key;
    }

    private static void Expect(ref WireReader reader, long found, long expected, LocalizedText what)
    {
        if (found != expected)
            reader.Reject(0, new($"{what.Zh} {found}", $"{what.En} {found}"), new($"{what.Zh} {expected}", $"{what.En} {expected}"));
    }
}
