using System.CommandLine;
using System.Globalization;
using CityKit.Cli.Credentials;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Status;
using CityKit.Credentials.Vc;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace CityKit.Cli.Commands;

/// <summary><c>credential issue</c>, <c>present</c>, <c>verify</c>, <c>status</c>, <c>inspect</c>,
/// <c>bundle</c>.</summary>
internal static class CredentialCommands
{
    internal static Command Create(Terminal terminal) => new("credential", "Credentials: SD-JWT VC and status lists. 可验证凭证与状态列表。")
    {
        Issue(terminal), Present(terminal), Verify(terminal), Status(terminal), Inspect(terminal), Bundle(terminal),
    };

    private static Command Issue(Terminal terminal)
    {
        var claims = new Argument<string>("CLAIMS") { Description = "A JSON object of claims. 声明（JSON 对象）。" };
        var key = Required("--key", "FILE", "The issuer's private key, P-256 in PEM. 签发方私钥。");
        var type = Required("--type", "VCT", "The credential's type. 凭证类型。");
        var kid = Optional("--kid", "ID", "The key's id. 密钥编号。");
        var issuer = Optional("--issuer", "URI", "The issuer's id. 签发方标识。");
        var disclose = Paths("--disclose", "Claims that the holder may disclose or keep, such as /address/city. 可选择披露的声明。");
        var holder = Optional("--holder", "FILE", "The holder's public key, a JWK. 持有人公钥。");
        var expires = Optional("--expires", "TIME", "Such as 2027-01-31T00:00:00Z. 到期时间。");
        var status = Optional("--status", "URI#INDEX", "Its place in a status list. 状态列表中的位置。");
        var command = new Command("issue", "Issues an SD-JWT VC on the output. 签发凭证。") { claims, key, type, kid, issuer, disclose, holder,
            expires, status };
        command.SetAction(parsed =>
        {
            using var signer = CredentialFiles.Signer(parsed.GetValue(key)!, parsed.GetValue(kid));
            return IssueRun.Run(terminal, parsed.GetValue(claims)!, signer, new VcClaims(parsed.GetValue(type)!, [])
            {
                Issuer = parsed.GetValue(issuer),
                IssuedAt = Now(terminal),
                Disclosable = CredentialFiles.Paths(parsed.GetValue(disclose) ?? []),
                HolderKey = parsed.GetValue(holder) is { } file ? CredentialFiles.PublicKey(file) : null,
                Expires = TimeOf(parsed.GetValue(expires)),
                Status = ReferenceOf(parsed.GetValue(status)),
            });
        });
        return command;
    }

    private static Command Present(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The credential, as it was issued. 凭证文件。" };
        var key = Required("--key", "FILE", "The holder's private key, P-256 in PEM. 持有人私钥。");
        var (audience, nonce, purpose) = (Required("--audience", "ID", "Who verifies. 验证方。"),
            Required("--nonce", "TEXT", "The verifier's nonce. 验证方随机数。"),
            Optional("--purpose", "TEXT", "What it is for. 出示用途。"));
        var claims = Paths("--claims", "The claims to disclose; none keeps all that can be kept. 要披露的声明。");
        var command = new Command("present", "Discloses chosen claims to one verifier, signed by the holder. 选择披露并签名出示。") { file, key,
            audience, nonce, purpose, claims };
        command.SetAction(parsed =>
        {
            using var holder = CredentialFiles.Signer(parsed.GetValue(key)!, null);
            var chosen = SdJwtHolder.Select(CredentialFiles.OnlyToken(parsed.GetValue(file)!),
                CredentialFiles.Paths(parsed.GetValue(claims) ?? []), out var problem);
            var request = new PresentationRequest(parsed.GetValue(audience)!, parsed.GetValue(nonce)!, parsed.GetValue(purpose));
            var shown = chosen is null ? null : SdJwtHolder.Present(chosen, request, holder, Now(terminal), out problem);
            terminal.Output.WriteLine(shown ?? throw new ToolException(problem!.ToString()));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Verify(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "Tokens, one a line. 令牌文件，每行一个。" };
        var keys = Required("--keys", "FILE", "The issuers' public keys, a JWK set. 签发方公钥集。");
        var (audience, nonce, purpose) = (Optional("--audience", "ID", "Of presentations: who verifies. 验证方。"),
            Optional("--nonce", "TEXT", "Of presentations: the nonce that was asked for. 随机数。"),
            Optional("--purpose", "TEXT", "Of presentations: the purpose that was asked for. 所要求的用途（校验出示）。"));
        var at = Optional("--at", "TIME", "At which time; now unless given. 验证时间。");
        var command = new Command("verify",
            "Verifies each token: one JSON verdict a line, with the check that failed and its part. Ends with 1 when one is refused. "
            + "Whether it was revoked is for 'status'. 逐行验证令牌。") { file, keys, audience, nonce, purpose, at };
        command.SetAction(parsed =>
        {
            using var issuers = SetKeys.Read(parsed.GetValue(keys)!);
            var request = RequestOf(parsed.GetValue(audience), parsed.GetValue(nonce), parsed.GetValue(purpose));
            return new VerifyRun(issuers, request, TimeOf(parsed.GetValue(at)) ?? Now(terminal)).Run(terminal, parsed.GetValue(file)!);
        });
        return command;
    }

    private static Command Status(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A status list token. 状态列表令牌。" };
        var keys = Required("--keys", "FILE", "The issuers' public keys, a JWK set. 签发方公钥集。");
        var uri = Required("--uri", "URI", "Where the credential says the list is. 凭证引用的列表地址。");
        var index = new Option<int>("--index") { Description = "The credential's place in the list. 位置。", HelpName = "N", Required = true };
        var hours = new Option<int>("--max-age") { Description = "How old the list may be, in hours; 24. 列表最长有效小时数。", HelpName = "HOURS",
            DefaultValueFactory = _ => 24 };
        var at = Optional("--at", "TIME", "At which time; now unless given. 验证时间。");
        var command = new Command("status",
            "What a status list says of one credential: valid, revoked, suspended, stale or unknown. Ends with 1 unless valid. 查询凭证状态。")
            { file, keys, uri, index, hours, at };
        command.SetAction(parsed =>
        {
            using var issuers = SetKeys.Read(parsed.GetValue(keys)!);
            var (time, age) = (TimeOf(parsed.GetValue(at)) ?? Now(terminal), parsed.GetValue(hours));
            if (age is < 1 or > 24 * 366) throw new ToolException("--max-age is 1 to {24 * 366} "
                + $"hours, not {age}. --max-age 须为 1 至 {24 * 366} 小时，而非 {age}。");
            var list = StatusListToken.Verify(CredentialFiles.Line(parsed.GetValue(file)!), parsed.GetValue(uri)!, null, issuers, time,
                out var problem)
                ?? throw new ToolException(problem!.ToString());
            return StatusRun.Run(terminal, list, parsed.GetValue(index), new StatusPolicy(Duration.FromHours(age)), time);
        });
        return command;
    }

    private static Command Inspect(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A token. 令牌文件。" };
        var command = new Command("inspect",
            "Shows a token part by part in plain words: what is disclosed, and what is not. No signature is checked. 逐段说明令牌。") { file };
        command.SetAction(parsed => InspectRun.Run(terminal, CredentialFiles.Line(parsed.GetValue(file)!)));
        return command;
    }

    private static Command Bundle(Terminal terminal)
    {
        var issuers = new Argument<string>("ISSUERS") { Description = "The file of issuers (docs/credentials.md). 签发方登记文件。" };
        var key = Required("--key", "FILE", "The hub's bundle key, private half, PEM. 信任包私钥。");
        var lists = new Option<string[]>("--list")
        {
            Description = "A status list: ISSUER#NUMBER=FILE. 状态列表。", HelpName = "LIST", AllowMultipleArgumentsPerToken = true,
        };
        var version = new Option<long>("--bundle-version") { Description = "Above every one before. 版本号，须大于此前各版。", HelpName = "N",
            Required = true };
        var hours = new Option<int>("--hours")
        {
            Description = "How long it may be used without grace; 24. 有效小时数。", HelpName = "HOURS", DefaultValueFactory = _ => 24,
        };
        var output = Required("--out", "FILE", "Where to. 输出文件。");
        var command = new Command("bundle", "Makes and signs the trust bundle that gates check passes by. 生成闸机信任包。")
        {
            issuers, key, lists, version, hours, output,
        };
        command.SetAction(parsed =>
        {
            var (now, age) = (Instant.FromUnixTimeSeconds(Now(terminal).ToUnixTimeSeconds()), parsed.GetValue(hours));
            if (age is < 1 or > 24 * 366) throw new ToolException($"--hours is 1 to {24 * 366}, not {age}. "
                + $"--hours 须为 1 至 {24 * 366}，而非 {age}。");
            return new BundleRun(parsed.GetValue(version), now, now + Duration.FromHours(age)).Run(
                terminal, parsed.GetValue(issuers)!, parsed.GetValue(lists) ?? [], parsed.GetValue(key)!, parsed.GetValue(output)!);
        });
        return command;
    }

    private static Option<string> Required(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help, Required = true };

    private static Option<string?> Optional(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private static Option<string[]> Paths(string name, string description) =>
        new(name) { Description = description, HelpName = "PATH", AllowMultipleArgumentsPerToken = true };

    private static Instant Now(Terminal terminal) => terminal.Time.GetUtcNow().ToInstant();

    private static Instant? TimeOf(string? text)
    {
        if (text is null) return null;
        var parsed = InstantPattern.ExtendedIso.Parse(text);
        return parsed.Success ? parsed.Value : throw new ToolException($"'{text}' is no time such as 2027-01-31T00:00:00Z. "
            + $"“{text}”不是时间，应如 2027-01-31T00:00:00Z。");
    }

    private static PresentationRequest? RequestOf(string? audience, string? nonce, string? purpose) => (audience, nonce) switch
    {
        (null, null) when purpose is null => null,
        ({ } who, { } once) => new PresentationRequest(who, once, purpose),
        _ => throw new ToolException("--audience and --nonce go together, and --purpose with them. "
            + "--audience 与 --nonce 须同时给出，--purpose 须与二者同用。"),
    };

    private static StatusReference? ReferenceOf(string? text)
    {
        if (text is null) return null;
        var at = text.LastIndexOf('#');
        return at > 0 && int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new StatusReference(text[..at], index)
            : throw new ToolException($"'{text}' is no URI#INDEX such as https://issuer.example/list/1#42. "
                + $"“{text}”应写作 URI#序号，如 https://issuer.example/list/1#42。");
    }
}
