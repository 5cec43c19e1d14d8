using CityKit.Cases;
using CityKit.Desk.Access;
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
        {
            await using var content = await archive.OpenAsync($"print-{Guid.NewGuid():N}", piece.Id, actor);
            if (content.Refusal is null) pictures[piece.Id] = await DataAddressAsync(content);
        }
        return (pieces, pictures);
    }

    private static async Task<string> DataAddressAsync(EvidenceContent content)
    {
        using var bytes = new MemoryStream();
        await content.Content.CopyToAsync(bytes);
        return $"data:image/{(content.Type == EvidenceType.Png ? "png" : "jpeg")};base64,{Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length)}";
    }
}
