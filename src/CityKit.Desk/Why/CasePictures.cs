using CityKit.Cases;
using CityKit.Core;
using CityKit.Desk.Access;
using CityKit.Desk.Words;
using CityKit.Evidence;

namespace CityKit.Desk.Why;

/// <summary>The evidence of a case, and its pictures where they are asked for: the hub notes each that is opened.</summary>
internal static class CasePictures
{
    private const int Most = 12;

    internal static async Task<(IReadOnlyList<EvidenceInfo> Pieces, IReadOnlyDictionary<string, string> Pictures)> ReadAsync(
        DeskHub hub, string item, bool isShown)
    {
        var pictures = new Dictionary<string, string>();
        if (hub.Hub.Evidence is not { } archive || !WorkItemId.TryParse(item, null, out var id)) return ([], pictures);
        var actor = await hub.ActorAsync();
        var pieces = await archive.ListAsync(id, actor) ?? [];
        foreach (var piece in isShown ? pieces.Where(piece => piece.Shown is not null).Take(Most) : [])
            if ((await OpenAsync(hub, piece.Id, DeskHub.NewCommandId())).Picture is { } picture) pictures[piece.Id] = picture;
        return (pieces, pictures);
    }

    /// <summary>Opens a piece, which the hub notes; a file that is not as it was sealed does not open.</summary>
    internal static async Task<(string? Picture, Refusal? Refusal)> OpenAsync(DeskHub hub, string piece, string commandId)
    {
        var (wrong, step) = (CommonWords.CannotRead, "unavailable");
        try
        {
            await using var content = await hub.Hub.Evidence!.OpenAsync(commandId, piece, await hub.ActorAsync());
            if (content.Refusal is { } refusal) return (null, refusal);
            (wrong, step) = (WhyWords.Damaged, "evidence-damaged");
            return (await DataAddressAsync(content), null);
        }
        catch (IOException)
        {
            return (null, new Refusal(step, wrong, []));
        }
    }

    private static async Task<string> DataAddressAsync(EvidenceContent content)
    {
        using var bytes = new MemoryStream();
        await content.Content.CopyToAsync(bytes);
        var picture = Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
        return $"data:image/{(content.Type == EvidenceType.Png ? "png" : "jpeg")};base64,{picture}";
    }
}
