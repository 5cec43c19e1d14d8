using System.Text.Json;
using CityKit.Cases.Profiles;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// The kinds of work items of which the asker sees something (业务类型): what people call them, their stages, states, steps and fields.
/// </summary>
internal sealed class ItemProfiles() : ModuleQuery("items/profiles", Access.For(DataClass.Work), [])
{
    internal override ValueTask<QueryAnswer> AskAsync(ICityStore store, QueryArguments arguments, ActorView view,
        Documents.DocumentCursor? after, int limit, CancellationToken cancellationToken) =>
        ValueTask.FromResult(arguments.Refusal is { } refusal ? QueryAnswer.Refused(refusal)
            : GroupPage.Of(view.Profiles.All.Where(profile => profile.VisibleTo(view.Actor.Roles) != WorkItemPart.None),
                profile => profile.Id, profile => ModuleJson.ToUtf8(profile, Write), after, limit));

    private static void Write(Utf8JsonWriter writer, Profile profile)
    {
        writer.WriteStartObject();
        ItemWordsJson.Name(writer, profile.Id, profile.Name);
        ItemWordsJson.Names(writer, "stages", profile.Stages, (json, stage) => ItemWordsJson.Name(json, stage.Id, stage.Name));
        ItemWordsJson.Names(writer, "states", profile.States, WriteState);
        ItemWordsJson.Names(writer, "commands", profile.Commands, (json, command) => ItemWordsJson.Name(json, command.Id, command.Name));
        ItemWordsJson.Names(writer, "fields", profile.Fields, ItemWordsJson.Field);
        writer.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter writer, ProfileState state)
    {
        ItemWordsJson.Name(writer, state.Id, state.Name);
        writer.WriteString("stage", state.Stage);
        writer.WriteBoolean("closed", state.Closed);
    }
}
