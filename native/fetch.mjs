// Brings the pinned native libraries of a runtime identifier into the cache and checks those that are there.
//
//   node fetch.mjs <cache> <rid> <flavour>[,<flavour>...] [--if-available]
//
// Cache layout: <cache>/<rid>/<flavour>/{manifest.json, lib/...}. Invariants: a flavour's folder appears by one rename, complete and
// checked against the pinned hash; the manifest names its packages' hashes and each file's own, so damage and changed pins both show.
import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const [cache, rid, flavourList, option] = process.argv.slice(2);
const packages = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), "packages.json"), "utf8"));

try {
    fetchAll(flavourList.split(","));
} catch (error) {
    // The form in which MSBuild reads an error from a tool's output.
    console.error(`fetch.mjs : error STEP35NATIVE: ${error.message}`);
    process.exitCode = 1;
}

function fetchAll(flavours) {
    const ofRid = packages[rid];
    if (!ofRid && option === "--if-available") {
        console.log(`No native core is pinned for ${rid}; set STEP35_NATIVE_PATH to your own build at run time.`);
        return;
    }

    if (!ofRid)
        throw new Error(`No native core is pinned for '${rid}', only for ${list(packages)}. Build with -p:Step35Backend=none and set STEP35_NATIVE_PATH to your own build at run time.`);

    for (const flavour of flavours) {
        if (!ofRid[flavour])
            throw new Error(`Unknown Step35Backend '${flavour}' for ${rid}; valid are ${list(ofRid)} and none.`);
        fetchFlavour(join(cache, rid, flavour), ofRid[flavour]);
    }
}

function fetchFlavour(folder, pins) {
    if (isIntact(folder, pins))
        return;

    const work = join(cache, `.work-${randomUUID()}`);
    try {
        const files = pins.flatMap(pin => unpack(download(pin, work)));
        const entry = writeEntry(join(work, "entry"), files, pins);
        replace(folder, entry, work, pins);
    } finally {
        rmSync(work, { recursive: true, force: true });
    }
}

function isIntact(folder, pins) {
    try {
        const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
        return JSON.stringify(manifest.packages) === JSON.stringify(pins.map(pin => pin.integrity))
            && Object.entries(manifest.files).every(([path, hash]) => sha512(readFileSync(join(folder, "lib", path))) === hash);
    } catch {
        return false;
    }
}

function download({ name, version, integrity }, work) {
    console.log(`Fetching ${name}@${version}`);
    const destination = join(work, name.replaceAll("/", "_"));
    mkdirSync(destination, { recursive: true });
    const npm = spawnSync("npm", ["pack", `${name}@${version}`, "--loglevel=error", "--fetch-retries=1"], {
        cwd: destination,
        encoding: "utf8",
        shell: process.platform === "win32", // npm is a script there
    });
    if (npm.error)
        throw new Error("npm cannot be started. Install Node.js with npm, or build with -p:Step35Backend=none and set STEP35_NATIVE_PATH to your own build of the native core.");
    const [archive] = readdirSync(destination);
    if (npm.status !== 0 || !archive)
        throw new Error(`npm could not fetch ${name}@${version}; check the network and npm's settings.\n${npm.stderr.trim()}`);

    const content = readFileSync(join(destination, archive));
    if (sha512(content) !== integrity)
        throw new Error(`The package ${name}@${version} is not the pinned one: its hash is ${sha512(content)}, pinned is ${integrity}. Do not use it; find out where it comes from.`);
    return content;
}

// A tar archive: 512-byte headers, each followed by its file, padded to 512 bytes.
function unpack(archive) {
    const tar = gunzipSync(archive);
    const files = [];
    for (let at = 0; tar[at]; ) {
        const text = (offset, length) => tar.toString("utf8", at + offset, at + offset + length).replace(/\0.*$/s, "");
        const size = parseInt(text(124, 12), 8);
        const library = /^package\/bins\/[^/]+\/((?:[\w.-]+\/)*[\w.-]+\.(?:so|dylib|dll))$/.exec(text(0, 100));
        if (library && !library[1].includes("llama-common"))
            files.push({ path: library[1], content: tar.subarray(at + 512, at + 512 + size) });
        at += 512 + Math.ceil(size / 512) * 512;
    }

    return files;
}

function writeEntry(entry, files, pins) {
    for (const { path, content } of files) {
        const target = join(entry, "lib", path);
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(target, content);
    }

    const hashes = Object.fromEntries(files.map(({ path, content }) => [path, sha512(content)]));
    writeFileSync(join(entry, "manifest.json"), JSON.stringify({ packages: pins.map(pin => pin.integrity), files: hashes }, null, 2));
    return entry;
}

// Another build may put the same entry in place at the same time: then its entry serves as well, and stays for those who read it.
function replace(folder, entry, work, pins) {
    if (isIntact(folder, pins))
        return;

    mkdirSync(dirname(folder), { recursive: true });
    try {
        if (existsSync(folder))
            renameSync(folder, join(work, "old"));
        renameSync(entry, folder);
    } catch (error) {
        if (!isIntact(folder, pins))
            throw error;
    }
}

function sha512(content) {
    return `sha512-${createHash("sha512").update(content).digest("base64")}`;
}

function list(object) {
    return Object.keys(object).join(", ");
}
