using System.Security.Cryptography;
using System.Text;

namespace CityKit.Core.Signing;

/// <summary>
/// One signature for many answers (回执树): the answers are the leaves of a tree of hashes, and what is signed is its root. Each answer gets
/// the hashes beside its way to the root; nobody learns anything of the others from them.
/// </summary>
/// <remarks>A leaf is SHA-256 of 0 and the answer's text, a node of 1 and its two parts; the last node of a level without a neighbour goes
/// up as it is.</remarks>
public static class AnswerTree
{
    /// <summary>The most answers of one signature.</summary>
    public const int MaxAnswers = 256;

    /// <summary>One step of a path: 0 when the other hash is on the left, 1 when it is on the right; then the hash.</summary>
    internal const int StepBytes = 1 + SHA256.HashSizeInBytes;

    /// <summary>The longest path.</summary>
    internal const int MaxPathBytes = 8 * StepBytes;

    /// <summary>Signs answers together, 1 to <see cref="MaxAnswers"/>; one alone is signed by itself, without a path.</summary>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public static IReadOnlyList<SignedReceipt> Sign(IReadOnlyList<HubReceipt> answers, DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(key);
        if (answers.Count is < 1 or > MaxAnswers)
            throw new ArgumentException($"1 to {MaxAnswers} answers are signed together, not {answers.Count}.", nameof(answers));
        if (answers.Count == 1) return [answers[0].Sign(key)];
        var paths = answers.Select(_ => new List<byte>()).ToArray();
        var signature = key.Sign(TextOf(RootOf([.. answers.Select(LeafOf)], paths)));
        return [.. answers.Select((answer, i) => new SignedReceipt(answer, signature) { Path = paths[i].ToArray() })];
    }

    /// <summary>What is signed for an answer with this path; null when that is no path.</summary>
    internal static byte[]? TextFor(HubReceipt answer, ReadOnlySpan<byte> path)
    {
        if (path.Length % StepBytes != 0 || path.Length > MaxPathBytes) return null;
        var hash = LeafOf(answer);
        for (; !path.IsEmpty; path = path[StepBytes..])
        {
            if (path[0] > 1) return null;
            hash = path[0] == 0 ? NodeOf(path[1..StepBytes], hash) : NodeOf(hash, path[1..StepBytes]);
        }
        return TextOf(hash);
    }

    private static byte[] RootOf(byte[][] level, List<byte>[] paths)
    {
        for (var width = 1; level.Length > 1; width *= 2)
        {
            for (var pair = 0; pair + 1 < level.Length; pair += 2)
            {
                Append(paths, pair * width, width, 1, level[pair + 1]);
                Append(paths, (pair + 1) * width, width, 0, level[pair]);
            }
            level = [.. level.Chunk(2).Select(pair => pair.Length == 2 ? NodeOf(pair[0], pair[1]) : pair[0])];
        }
        return level[0];
    }

    private static void Append(List<byte>[] paths, int from, int count, byte side, byte[] hash)
    {
        for (var i = from; i < Math.Min(from + count, paths.Length); i++)
        {
            paths[i].Add(side);
            paths[i].AddRange(hash);
        }
    }

    private static byte[] LeafOf(HubReceipt answer) => SHA256.HashData([0, .. answer.ToBytes()]);

    private static byte[] NodeOf(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([1, .. left, .. right]);

    private static byte[] TextOf(byte[] root) => Encoding.ASCII.GetBytes($"CityKit answers 1\n{Convert.ToHexStringLower(root)}\n");
}
