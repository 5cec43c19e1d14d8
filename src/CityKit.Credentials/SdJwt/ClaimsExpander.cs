using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

/// <summary>
/// Puts disclosed claims where their digests are and takes the other digests away (RFC 9901, 7.1, steps 3 to 5). Reads forward and writes the
/// claims as JSON; after the first problem nothing more is read. Kept and used again, by one thread at a time.
/// </summary>
internal sealed partial class ClaimsExpander
{
    private readonly TextStack names = new();
    private readonly TextStack digests = new();
    private readonly List<int> path = []; // a name's position in names, or ~position in an array
    private readonly List<Range> top = []; // where the values of the first names are in the output
    private readonly DisclosureTable table = new();
    private readonly ArrayBufferWriter<byte> output = new(2048);
    private readonly ArrayBufferWriter<byte> decoded = new(1024);
    private SdJwtLimits limits = SdJwtLimits.Default;
    private string[] undisclosable = [];
    private ReadOnlyMemory<byte> text;
    private int current;
    private int depth;

    /// <summary>What is wrong; null so far.</summary>
    internal CredentialProblem? Problem { get; private set; }

    /// <summary>Where digests belong, for holders and for people who look; null when nobody asks.</summary>
    internal List<DisclosurePlace>? Places { get; init; }

    /// <summary>The claims as JSON, when there is no problem; until the next use.</summary>
    internal ReadOnlySpan<byte> Claims => output.WrittenSpan;

    /// <summary>The value of a member at the top, as JSON; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Find(ReadOnlySpan<byte> name)
    {
        for (var index = 0; index < top.Count; index++)
            if (names[index].SequenceEqual(name)) return output.WrittenSpan[top[index]];
        return [];
    }

    /// <summary>Expands a payload.</summary>
    /// <param name="payload">The payload that the issuer signed.</param>
    /// <param name="disclosures">The disclosures, a tilde after each.</param>
    /// <param name="hash">What <c>_sd_alg</c> names.</param>
    /// <param name="accepted">The limits.</param>
    /// <param name="never">The claims at the top that may not be disclosed.</param>
    /// <returns>Whether there was no problem.</returns>
    internal bool Expand(ReadOnlySpan<byte> payload, ReadOnlyMemory<byte> disclosures, HashAlgorithmName hash, SdJwtLimits accepted,
        string[] never)
    {
        Reset(accepted, never, disclosures);
        if (disclosures.Span.Count((byte)'~') > limits.Disclosures)
            return Fail(SdProblem.TooMany("token", "disclosures", "披露", limits.Disclosures));
        table.Load(disclosures.Span, hash);
        try
        {
            ExpandAll(payload);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            Fail(TokenProblem.NotJson(Part(), limits.Token.Depth));
        }
        return Problem is null;
    }

    private void Reset(SdJwtLimits accepted, string[] never, ReadOnlyMemory<byte> disclosures)
    {
        (limits, undisclosable, text, Problem, current, depth) = (accepted, never, disclosures, null, -1, 0);
        names.CutTo(0);
        digests.CutTo(0);
        path.Clear();
        top.Clear();
        output.ResetWrittenCount();
        decoded.ResetWrittenCount();
        Places?.Clear();
    }

    private bool Fail(CredentialProblem problem)
    {
        Problem ??= problem;
        return false;
    }

    /// <summary>The part that is being read: the payload or a disclosure, and the place of it among the claims.</summary>
    private string Part() => current < 0 ? $"payload {Pointer()}" : $"disclosure {current + 1} at {Pointer()}";

    private string Pointer() => path.Count == 0 ? "/" : string.Concat(path.Select(step => $"/{ClaimPath.Escape(Step(step))}"));

    private string Step(int step) => step < 0 ? (~step).ToString(CultureInfo.InvariantCulture) : Encoding.UTF8.GetString(names[step]);

    private void Record(int? disclosure, int steps) =>
        Places?.Add(new DisclosurePlace(ClaimPath.OfOrRoot([.. path.Take(steps).Select(Step)]), disclosure));
}
