using System.Text.Json;
using System.Text.Json.Serialization;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace MyModule;

/// <summary>A notice on a compound's board (公告).</summary>
public sealed record Notice(string Id, string Compound, string Author, string Text, Instant PostedAt, Instant? Until)
{
    internal static DocumentIndex<Notice> OnBoard { get; } = DocumentIndex<Notice>.Text("board", n => n.Until is null ? null : n.Compound);
    internal static DocumentIndex<Notice> Posted { get; } = DocumentIndex<Notice>.Order("posted", n => n.PostedAt);
    internal static DocumentIndex<Notice> Due { get; } = DocumentIndex<Notice>.Order("due", n => n.Until);
    internal static DocumentKind<Notice> Kind { get; } =
        ModuleJson.Documents("notices_notice", n => n.Id, NoticesJson.Shared.Notice, OnBoard, Posted, Due);
}

/// <summary>A property manager puts a notice up (张贴公告).</summary>
public sealed record PostNotice(string CommandId, string Compound, string Text, Instant Until) : HubCommand(CommandId);

[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(PostNotice))]
internal sealed partial class NoticesJson : JsonSerializerContext
{
    internal static NoticesJson Shared { get; } = new(ModuleJson.NewOptions());
}

/// <summary>Boards of compounds: notices are put up, read, and taken down when their time is over.</summary>
public sealed class NoticesModule : ICityModule
{
    private const int MostOnABoard = 20;

    public string Name => "notices";

    public void Declare(ModuleDeclaration declaration) => declaration
        .Documents(Notice.Kind)
        .Command("notices/post", NoticesJson.Shared.PostNotice, Access.For(DataClass.Public, Role.PropertyManager), Post)
        .Timer(Notice.Kind, Notice.Due, TakeDown)
        .Query("notices/board", Notice.Kind, Access.For(DataClass.Public), Board, Write,
            QueryParameter.Text("compound", "whose board", "小区"));

    private static Refusal? Post(PostNotice post, Actor actor, IFacts facts, IChanges changes)
    {
        if (post.Until <= facts.Now)
            return Refusal.Of("bad-until", $"A notice stays up until after now ({facts.Now}), not until {post.Until}.",
                $"公告截止时间须晚于当前时间 {facts.Now}，而非 {post.Until}。");
        if (facts.Query(Board(post.Compound).Take(MostOnABoard)).Count == MostOnABoard)
            return Refusal.Of("board-full", $"The board of {post.Compound} has {MostOnABoard} notices: wait until one is over.",
                $"{post.Compound} 的公告栏已有 {MostOnABoard} 条公告，请待旧公告到期。");
        var id = $"{actor.Id}/{post.CommandId}";
        changes.Put(Notice.Kind, new Notice(id, post.Compound, actor.Id, post.Text, facts.Now, post.Until));
        return null;
    }

    private static void TakeDown(Notice notice, IFacts facts, IChanges changes)
    {
        changes.Put(Notice.Kind, notice with { Until = null });
        changes.Notify(notice.Author, notice.Id, new LocalizedText("公告已到期撤下", "Your notice is over and was taken down"));
    }

    private static DocumentQuery<Notice> Board(QueryArguments arguments, Actor actor) => Board(arguments.Text("compound") ?? "");

    private static DocumentQuery<Notice> Board(string compound) =>
        Notice.Kind.Query().Where(Notice.OnBoard, compound).OrderBy(Notice.Posted, descending: true);

    private static void Write(Utf8JsonWriter writer, Notice notice) => JsonSerializer.Serialize(writer, notice, NoticesJson.Shared.Notice);
}
