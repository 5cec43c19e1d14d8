using System.Text.Json;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>A command of a built-in module: its members are beside its name in the journal, as they always were.</summary>
internal abstract class OwnCommand<T>(string name, string module, Access access, CommandForm<T> form, PersonalText<T>? text)
    : DeclaredCommand(name, module, typeof(T), access, text) where T : HubCommand
{
    internal override void Write(Utf8JsonWriter writer, HubCommand command) => form.Write(writer, (T)command);

    internal override HubCommand Read(JsonElement entry, string id) => form.Read(new CommandMembers(entry), id);
}
